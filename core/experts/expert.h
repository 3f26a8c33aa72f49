// One expert in training: a fresh network, plain SGD on real images, epoch by epoch (buffer of MTT, method
// section 3).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/networks/network.h"
#include "core/settings/expert_settings.h"
#include "core/tensor/sgd.h"

namespace ld3m::experts {

/// Over the batches of an epoch, each before its step.
struct EpochOutcome {
    double loss = 0;     ///< mean over images
    double accuracy = 0; ///< of the augmented images, in [0,1]
};

/// Rate of 0-based `epoch`; with decay a tenth of it from epoch E / 2 + 2 on.
double rateAt(std::int64_t epoch, const settings::ExpertSettings& settings);

class Expert {
public:
    /// Network input of these rows, augmented [B, 3, H, W].
    using Images = std::function<at::Tensor(const at::Tensor& rows_B)>;

    /// `network` and `settings` outlive the expert. An expert that goes on gives what velocities() said, and
    /// its epochs.
    Expert(const networks::Network& network, const settings::ExpertSettings& settings,
           networks::Parameters parameters, std::vector<at::Tensor> velocities = {}, std::int64_t epochs = 0);

    /// One pass over the rows in the order of order_N (int64), in batches, the last one smaller; labels_N
    /// int64. `dropout` draws for networks that have dropout layers.
    EpochOutcome trainEpoch(const at::Tensor& labels_N, const at::Tensor& order_N, const Images& images,
                            at::Generator* dropout = nullptr);

    /// Class scores [B, classes], without graph.
    at::Tensor score(const at::Tensor& x_BCHW) const;

    std::int64_t epochs() const { return m_epochs; }
    const networks::Parameters& parameters() const { return m_parameters; }
    /// The optimiser's memory; empty where the next epoch begins without one.
    std::vector<at::Tensor> velocities() const;

private:
    const networks::Network& m_network;
    const settings::ExpertSettings& m_settings;
    networks::Parameters m_parameters;
    std::vector<tensor::SgdMomentum> m_sgd;
    std::int64_t m_epochs;
};

} // namespace ld3m::experts
