// Gradient matching of one class, with everything that is drawn given: network parameters, real images,
// augmentation.
#pragma once

#include <functional>

#include "core/networks/network.h"
#include "core/settings/objective_settings.h"

namespace ld3m::objectives {

/// What is compared and how: one network for all classes of an iteration.
struct MatchingRule {
    const networks::Network& network;
    const networks::Parameters& parameters; ///< leaves that require gradients where they count for `distance`
    settings::Distance distance = settings::Distance::layerwise;
    settings::RealGradient real_gradient = settings::RealGradient::whole_batch;
    at::Generator* dropout = nullptr; ///< for networks that have such layers; null leaves them out
};

/// Fresh leaves of `parameters` for a rule with this distance.
networks::Parameters matchingLeaves(const networks::Parameters& parameters, settings::Distance distance);

/// Gradients of the mean cross-entropy of x_BCHW, all of class `label`, by the parameters that count;
/// constants. Computed in pieces that stay in the processor's cache (equal to rounding).
std::vector<at::Tensor> realGradient(const MatchingRule& rule, const at::Tensor& x_BCHW, std::int64_t label);

struct ClassMatch {
    at::Tensor loss;          ///< a scalar on the device, no graph
    at::Tensor gradient_BCHW; ///< dloss/dimages, at the images before augmentation
};

/// Distance between `real` (from realGradient) and the gradients that images_BCHW give, augmented by
/// `augment`.
ClassMatch matchClass(const MatchingRule& rule, const std::vector<at::Tensor>& real,
                      const at::Tensor& images_BCHW, std::int64_t label,
                      const std::function<at::Tensor(const at::Tensor&)>& augment);

} // namespace ld3m::objectives
