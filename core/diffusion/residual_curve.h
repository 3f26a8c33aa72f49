// How the residual's weight falls from the first reverse step (u = 1) to the last (u = 0).
#pragma once

#include "core/settings/prior_settings.h"

namespace ld3m::diffusion {

/// Weight for the step fraction u in [0, 1], itself in [0, 1]; 0 at u = 0 and 1 at u = 1, except `none` (0
/// everywhere), `constant` (1 everywhere) and `custom`.
///   linear u, quadratic u^2, sqrt u^(1/2), cosine (1 - cos(pi u)) / 2,
///   exponential (e^(k u) - 1) / (e^k - 1) with k = 4,
///   custom straight lines through prior.residual_points.
/// @throws base::InputError when those points make no curve.
double residualWeight(const settings::PriorSettings& prior, double u);

} // namespace ld3m::diffusion
