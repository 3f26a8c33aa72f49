// Which timesteps a reverse process visits, and the numbers of each step.
#pragma once

#include <cstdint>
#include <vector>

#include "core/diffusion/noise_schedule.h"
#include "core/settings/prior_settings.h"

namespace ld3m::diffusion {

/// Numbers of one reverse step, rounded to float as the published sampler's are.
struct StepNumbers {
    std::int64_t t = 0;
    float a_t = 1;                ///< alpha_bar at t
    float a_prev = 1;             ///< alpha_bar at the next timestep; at t = 0 (not 1) for the last step
    float sigma = 0;              ///< deviation of the sampler's noise
    float sqrt_one_minus_a_t = 0; ///< what multiplies the predicted noise in z_t
    float weight = 0;             ///< of the residual
};

struct ReverseSchedule {
    std::vector<StepNumbers> steps; ///< in walking order: the noisiest first
    double start_signal = 1;        ///< z_T = start_signal Z + start_noise eps
    double start_noise = 0;
    settings::Residual residual = settings::Residual::off;
    settings::Sampler sampler = settings::Sampler::ddim;
    double guidance = 1;

    bool needsStepNoise() const;
};

/// Ascending timesteps. `even`: exactly `steps`, t_i = 1 + floor(i 1000 / steps) (t_i = i for all 1000).
/// `released`: 1 + i stride with stride = floor(1000 / steps), which makes ceil(1000 / stride) steps.
/// @throws base::InputError where the released rule leaves the range.
std::vector<std::int64_t> timestepsOf(settings::Timesteps rule, std::int64_t steps);

/// The schedule of n steps. sigma = eta sqrt((1 - a_prev) / (1 - a_t) (1 - a_t / a_prev)), with eta = 1 for
/// ddpm. Weights: curve(i / (n - 1)) for `released` (i counts down to 0), curve((n - k) / n) in step k for
/// `paper`.
/// @throws base::InputError for ddpm with the released residual, and for its single step without constant
/// curve.
ReverseSchedule makeReverseSchedule(const NoiseSchedule& noise, const settings::PriorSettings& prior);

} // namespace ld3m::diffusion
