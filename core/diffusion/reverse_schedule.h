// Which timesteps a reverse process visits, and the numbers of each step.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

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
    float history = 0;            ///< dpmpp_2m: how far the predicted start is carried on from the last one
};

struct ReverseSchedule {
    std::vector<StepNumbers> steps; ///< in walking order: the noisiest first
    double start_signal = 1;        ///< z_T = start_signal Z + start_noise eps
    double start_noise = 0;
    settings::Residual residual = settings::Residual::off;
    settings::Sampler sampler = settings::Sampler::ddim;
    double guidance = 1;

    /// d anchor / dZ: 1 for quantize(Z), straight-through; start_signal for z_T.
    double anchorSignal() const { return residual == settings::Residual::released ? 1 : start_signal; }
    bool needsStepNoise() const;
    /// Whether a step needs what the step before it predicted.
    bool multistep() const { return sampler == settings::Sampler::dpmpp_2m; }

    /// What goes from step to step: z_k, [B, C, H, W]; with a multistep sampler [B, 2 C, H, W], z_k and
    /// behind it the start that the last step predicted (zeros before the first).
    at::Tensor stateOf(const at::Tensor& z_BCHW) const;
    at::Tensor latentsOf(const at::Tensor& state) const;
    at::Tensor lastStartOf(const at::Tensor& state) const; ///< multistep samplers only
};

/// Ascending timesteps. `even`: exactly `steps`, t_i = 1 + floor(i 1000 / steps) (t_i = i for all 1000).
/// `released`: 1 + i stride with stride = floor(1000 / steps), which makes ceil(1000 / stride) steps.
/// @throws base::InputError where the released rule leaves the range.
std::vector<std::int64_t> timestepsOf(settings::Timesteps rule, std::int64_t steps);

/// The schedule of n steps. sigma = eta sqrt((1 - a_prev) / (1 - a_t) (1 - a_t / a_prev)), with eta = 1 for
/// ddpm and 0 for dpmpp_2m. Weights: curve(i / (n - 1)) for `released` (i counts down to 0), curve((n - k) /
/// n) in step k for `paper`. dpmpp_2m: history = min(1/2, h_k / (2 h_{k-1})), h being a step's length in half
/// the log signal-to-noise ratio; 0 in the first step.
/// @throws base::InputError for a single step with the released residual without constant curve.
ReverseSchedule makeReverseSchedule(const NoiseSchedule& noise, const settings::PriorSettings& prior);

} // namespace ld3m::diffusion
