#include "core/tensor/adamw.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace ld3m::tensor {

AdamW::AdamW(const std::vector<at::Tensor>& parameters, AdamWRule rule)
    : m_parameters(parameters), m_rule(rule) {
    for (const at::Tensor& parameter : m_parameters) {
        m_first.push_back(at::zeros_like(parameter.detach()));
        m_second.push_back(at::zeros_like(parameter.detach()));
    }
}

void AdamW::step(const std::vector<at::Tensor>& gradients, double rate) {
    const at::NoGradGuard no_graph;
    ++m_steps;
    std::vector<at::Tensor> parameters, given, first, second, steps;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        if (!gradients[i].defined())
            continue;
        parameters.push_back(m_parameters[i]);
        // The fused kernel walks all four by position in memory.
        given.push_back(gradients[i].contiguous());
        first.push_back(m_first[i]);
        second.push_back(m_second[i]);
    }
    if (parameters.empty())
        return;
    const at::Tensor count = at::full({}, static_cast<double>(m_steps),
                                      parameters.front().options().dtype(at::kFloat).requires_grad(false));
    steps.assign(parameters.size(), count);
    at::_fused_adamw_(parameters, given, first, second, {}, steps, rate, m_rule.beta1, m_rule.beta2,
                      m_rule.weight_decay, m_rule.epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

void AdamW::restore(std::int64_t steps, const std::vector<at::Tensor>& first,
                    const std::vector<at::Tensor>& second) {
    m_steps = steps;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_first[i].copy_(first[i]);
        m_second[i].copy_(second[i]);
    }
}

} // namespace ld3m::tensor
