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
                       const StepInputs& inputs) {
    const at::Tensor e = guidedNoise(denoiser, inputs, step.t, schedule.guidance);
    const at::Tensor x0 = predictedStart(inputs.z_BCHW, e, step);
    const double a_t = step.a_t, a_prev = step.a_prev, sigma = step.sigma, weight = step.weight;

    at::Tensor next;
    if (schedule.sampler == settings::Sampler::ddpm) {
        const double alpha = a_t / a_prev;
        next = std::sqrt(a_prev) * (1 - alpha) / (1 - a_t) * x0 +
               std::sqrt(alpha) * (1 - a_prev) / (1 - a_t) * inputs.z_BCHW;
    } else {
        const bool released = schedule.residual == settings::Residual::released;
        next = std::sqrt(a_prev) * (released ? mixed(x0, inputs.anchor_BCHW, weight) : x0) +
               std::sqrt(std::max(0.0, 1 - a_prev - sigma * sigma)) * e;
    }
    if (schedule.residual == settings::Residual::paper)
        next = mixed(next, inputs.anchor_BCHW, weight);
    return sigma > 0 ? next + sigma * inputs.noise_BCHW : next;
}

} // namespace ld3m::diffusion
