#include "core/diffusion/reverse_process.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

namespace ld3m::diffusion {

ReverseInputs ReverseInputs::rows(std::int64_t first, std::int64_t count) const {
    const auto part = [&](const at::Tensor& all) {
        return all.defined() ? all.narrow(0, first, count) : all;
    };
    ReverseInputs some{.latents_BCHW = part(latents_BCHW),
                       .conditioning_B1D = part(conditioning_B1D),
                       .unconditional_B1D = part(unconditional_B1D),
                       .start_noise_BCHW = part(start_noise_BCHW),
                       .step_noise = {}};
    for (const at::Tensor& noise_BCHW : step_noise)
        some.step_noise.push_back(part(noise_BCHW));
    return some;
}

at::Tensor ReverseProcess::start(const ReverseInputs& inputs) const {
    return schedule.start_signal * inputs.latents_BCHW + schedule.start_noise * inputs.start_noise_BCHW;
}

at::Tensor ReverseProcess::anchor(const ReverseInputs& inputs, const at::Tensor& start_BCHW) const {
    if (schedule.residual == settings::Residual::released)
        return quantize(inputs.latents_BCHW);
    return schedule.residual == settings::Residual::paper ? start_BCHW : at::Tensor();
}

at::Tensor ReverseProcess::step(std::size_t k, const at::Tensor& state, const at::Tensor& anchor_BCHW,
                                const at::Tensor& conditioning_B1D, const ReverseInputs& inputs) const {
    return reverseStep(denoiser, schedule, schedule.steps[k],
                       {.z_BCHW = state,
                        .anchor_BCHW = anchor_BCHW,
                        .conditioning_B1D = conditioning_B1D,
                        .unconditional_B1D = inputs.unconditional_B1D,
                        .noise_BCHW = inputs.step_noise.empty() ? at::Tensor() : inputs.step_noise[k]});
}

std::vector<at::Tensor> ReverseProcess::states(const ReverseInputs& inputs) const {
    const at::NoGradGuard no_graph;
    const at::Tensor start_BCHW = start(inputs);
    const at::Tensor fixed = anchor(inputs, start_BCHW);
    std::vector<at::Tensor> states = {schedule.stateOf(start_BCHW)};
    for (std::size_t k = 0; k < schedule.steps.size(); ++k) {
        checkpoint();
        states.push_back(step(k, states.back(), fixed, inputs.conditioning_B1D, inputs));
    }
    return states;
}

at::Tensor ReverseProcess::sample(const ReverseInputs& inputs) const {
    return BatchedMap(output, output_batch, checkpoint).value(schedule.latentsOf(states(inputs).back()));
}

} // namespace ld3m::diffusion
