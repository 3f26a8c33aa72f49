// An epoch of a matching network on the synthetic set: plain SGD, as between DC's outer loops.
#pragma once

#include <functional>

#include "core/networks/network.h"

namespace ld3m::objectives {

struct InnerEpoch {
    at::Tensor order_M; ///< int64: the epoch's permutation of the images
    std::int64_t batch = 256;
    double rate = 0.01;
    at::Generator* dropout = nullptr; ///< for networks that have such layers; null leaves them out
    /// Of one batch, before the network sees it.
    std::function<at::Tensor(const at::Tensor&)> augment;
};

/// Steps `parameters` in place, once a batch: p -= rate dCE/dp, all of them, no momentum, no weight decay.
void trainEpoch(const networks::Network& network, networks::Parameters& parameters,
                const at::Tensor& images_M3HW, const at::Tensor& labels_M, const InnerEpoch& epoch);

} // namespace ld3m::objectives
