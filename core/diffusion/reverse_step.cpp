#include "core/diffusion/reverse_step.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>

namespace ld3m::diffusion {
namespace {

at::Tensor mixed(const at::Tensor& value, const at::Tensor& anchor, double weight) {
    return (1 - weight) * value + weight * anchor;
}

at::Tensor meanOf(const ReverseSchedule& schedule, const StepNumbers& step, const at::Tensor& z,
                  const at::Tensor& e, const at::Tensor& x0, const at::Tensor& state) {
    const double a_t = step.a_t, a_prev = step.a_prev, sigma = step.sigma;
    switch (schedule.sampler) {
    case settings::Sampler::ddim:
        break;
    case settings::Sampler::ddpm: {
        const double alpha = a_t / a_prev;
        return std::sqrt(a_prev) * (1 - alpha) / (1 - a_t) * x0 +
               std::sqrt(alpha) * (1 - a_prev) / (1 - a_t) * z;
    }
    case settings::Sampler::dpmpp_2m: {
        const double shrink = std::sqrt((1 - a_prev) / (1 - a_t));
        const double pull = std::sqrt(a_prev) - std::sqrt(a_t) * shrink;
        const double history = step.history;
        const at::Tensor x0_ahead =
            history > 0 ? (1 + history) * x0 - history * schedule.lastStartOf(state) : x0;
        return shrink * z + pull * x0_ahead;
    }
    }
    return std::sqrt(a_prev) * x0 + std::sqrt(std::max(0.0, 1 - a_prev - sigma * sigma)) * e;
}

} // namespace

at::Tensor guidedNoise(const Denoiser& denoiser, const StepInputs& inputs, std::int64_t t, double guidance) {
    const at::Tensor& z = inputs.z_BCHW;
    const at::Tensor& c = inputs.conditioning_B1D;
    const auto times = [&](std::int64_t count) {
        return at::full({count}, t, c10::TensorOptions(c10::kLong).device(z.device()));
    };
    if (!c.defined() || guidance == 1)
        return denoiser(z, times(z.size(0)), c);
    const at::Tensor both =
        denoiser(at::cat({z, z}), times(2 * z.size(0)), at::cat({inputs.unconditional_B1D, c}));
    const at::Tensor without = both.narrow(0, 0, z.size(0));
    const at::Tensor with = both.narrow(0, z.size(0), z.size(0));
    return without + guidance * (with - without);
}

at::Tensor predictedStart(const at::Tensor& z_BCHW, const at::Tensor& e_BCHW, const StepNumbers& step) {
    return (z_BCHW - double{step.sqrt_one_minus_a_t} * e_BCHW) / std::sqrt(double{step.a_t});
}

at::Tensor reverseStep(const Denoiser& denoiser, const ReverseSchedule& schedule, const StepNumbers& step,
                       const StepInputs& state) {
    StepInputs inputs = state;
    inputs.z_BCHW = schedule.latentsOf(state.z_BCHW);
    const at::Tensor e = guidedNoise(denoiser, inputs, step.t, schedule.guidance);
    at::Tensor x0 = predictedStart(inputs.z_BCHW, e, step);
    if (schedule.residual == settings::Residual::released)
        x0 = mixed(x0, inputs.anchor_BCHW, step.weight);

    at::Tensor next = meanOf(schedule, step, inputs.z_BCHW, e, x0, state.z_BCHW);
    if (schedule.residual == settings::Residual::paper)
        next = mixed(next, inputs.anchor_BCHW, step.weight);
    if (step.sigma > 0)
        next = next + double{step.sigma} * inputs.noise_BCHW;
    return schedule.multistep() ? at::cat({next, x0}, 1) : next;
}

} // namespace ld3m::diffusion
