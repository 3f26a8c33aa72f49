// Distribution matching of one class, with everything that is drawn given: parameters, real images,
// augmentation.
#pragma once

#include <functional>

#include "core/networks/network.h"
#include "core/objectives/class_match.h"

namespace ld3m::objectives {

/// Mean of the features of x_BCHW, [F], without a graph. Computed in pieces (equal to rounding). `dropout` is
/// for networks that have such layers; null leaves them out.
at::Tensor meanFeatures(const networks::Network& network, const networks::Parameters& parameters,
                        const at::Tensor& x_BCHW, at::Generator* dropout = nullptr);

/// |real_F - mean features of images_BCHW|^2, the images augmented by `augment`. `parameters` require no
/// gradients.
ClassMatch matchFeatures(const networks::Network& network, const networks::Parameters& parameters,
                         const at::Tensor& real_F, const at::Tensor& images_BCHW,
                         const std::function<at::Tensor(const at::Tensor&)>& augment,
                         at::Generator* dropout = nullptr);

} // namespace ld3m::objectives
