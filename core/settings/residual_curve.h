// How the residual's weight falls from the first reverse step (u = 1) to the last (u = 0), and at which
// steps.
#pragma once

#include "core/settings/prior_settings.h"

namespace ld3m::settings {

/// Timesteps that a diffusion model was trained with: t in [0, 1000).
constexpr std::int64_t kTrainingTimesteps = 1000;

/// Weight for the step fraction u in [0, 1], itself in [0, 1]; 0 at u = 0 and 1 at u = 1, except `none` (0
/// everywhere), `constant` (1 everywhere) and `custom`.
///   linear u, quadratic u^2, sqrt u^(1/2), cosine (1 - cos(pi u)) / 2,
///   exponential (e^(k u) - 1) / (e^k - 1) with k = 4,
///   custom straight lines through prior.residual_points.
/// @throws base::InputError when those points make no curve.
double residualWeight(const PriorSettings& prior, double u);

/// Ascending timesteps. `even`: exactly `steps`, t_i = 1 + floor(i 1000 / steps) (t_i = i for all 1000).
/// `released`: 1 + i stride with stride = floor(1000 / steps), which makes ceil(1000 / stride) steps.
/// @throws base::InputError where the released rule leaves the range.
std::vector<std::int64_t> timestepsOf(Timesteps rule, std::int64_t steps);

/// One reverse step: where it stands on the curve and what weight the residual has there.
struct ResidualStep {
    std::int64_t t = 0;
    double u = 0;
    double weight = 0; ///< 0 with the residual off
};

/// The steps of a reverse process in walking order, the noisiest first. u = i / (n - 1) for `released` (i
/// counts down to 0; a single step has u = 1) and for `off`, (n - k) / n in step k for `paper`.
/// @throws base::InputError as the two above.
std::vector<ResidualStep> residualSteps(const PriorSettings& prior);

} // namespace ld3m::settings
