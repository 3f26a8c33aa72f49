#include "core/diffusion/rollout.h"

#include <utility>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros_like.h>

namespace ld3m::diffusion {

Rollout::Rollout(std::shared_ptr<const ReverseProcess> process, ReverseInputs inputs, settings::Memory mode)
    : m_process(std::move(process)), m_inputs(std::move(inputs)), m_mode(mode),
      m_output(m_process->output, m_process->output_batch, m_process->checkpoint) {
    const at::NoGradGuard no_graph;
    m_start_BCHW = m_process->start(m_inputs);
    m_anchor_BCHW = m_process->anchor(m_inputs, m_start_BCHW);
    if (m_mode == settings::Memory::keep) {
        keepGraphs();
        return;
    }
    std::vector<at::Tensor> states = m_process->states(m_inputs);
    m_z0_BCHW = m_process->schedule.latentsOf(states.back());
    states.pop_back();
    if (m_mode == settings::Memory::per_step)
        m_states = std::move(states);
    m_images = m_output.value(m_z0_BCHW);
}

Segment Rollout::step(std::size_t k, const at::Tensor& state) const {
    return {[&](const std::vector<at::Tensor>& inputs) {
                return m_process->step(k, inputs[0], inputs[1], inputs[2], m_inputs);
            },
            {state, m_anchor_BCHW, m_inputs.conditioning_B1D}};
}

void Rollout::keepGraphs() {
    at::Tensor state = m_process->schedule.stateOf(m_start_BCHW);
    for (std::size_t k = 0; k < m_process->schedule.steps.size(); ++k) {
        m_process->checkpoint();
        m_steps.push_back(step(k, state));
        state = m_steps.back().value();
    }
    m_z0_BCHW = m_process->schedule.latentsOf(state);
    m_images = m_output.keep(m_z0_BCHW);
}

ReverseGradients Rollout::pullBack(const at::Tensor& gradient) {
    if (m_mode == settings::Memory::two_pass)
        keepGraphs();

    const ReverseSchedule& schedule = m_process->schedule;
    const std::size_t n = schedule.steps.size();
    ReverseGradients gradients;
    gradients.states.resize(n + 1);
    gradients.anchors.resize(n);
    gradients.states[n] = schedule.stateOf(m_output.pullBack(m_z0_BCHW, gradient));
    at::Tensor anchor_BCHW;
    for (std::size_t k = n; k-- > 0;) {
        m_process->checkpoint();
        std::vector<at::Tensor> parts;
        if (m_mode == settings::Memory::per_step) {
            parts = step(k, m_states[k]).pullBack(gradients.states[k + 1]);
        } else {
            parts = m_steps.back().pullBack(gradients.states[k + 1]);
            m_steps.pop_back();
        }
        gradients.states[k] = parts[0].defined() ? parts[0] : at::zeros_like(gradients.states[k + 1]);
        gradients.anchors[k] = parts[1];
        anchor_BCHW = accumulated(anchor_BCHW, parts[1]);
        gradients.conditioning_B1D = accumulated(gradients.conditioning_B1D, parts[2]);
    }

    for (at::Tensor& state : gradients.states)
        state = schedule.latentsOf(state);
    gradients.latents_BCHW = schedule.start_signal * gradients.states.front();
    if (anchor_BCHW.defined())
        gradients.latents_BCHW = gradients.latents_BCHW + schedule.anchorSignal() * anchor_BCHW;
    if (m_inputs.conditioning_B1D.defined() && !gradients.conditioning_B1D.defined())
        gradients.conditioning_B1D = at::zeros_like(m_inputs.conditioning_B1D);
    return gradients;
}

} // namespace ld3m::diffusion
