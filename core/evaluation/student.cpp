#include "core/evaluation/student.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/evaluation/rate_curve.h"

namespace ld3m::evaluation {

Student::Student(const networks::Network& network, networks::Parameters parameters, StudentRule rule)
    : m_network(network), m_rule(rule), m_parameters(std::move(parameters)) {
    for (at::Tensor& parameter : m_parameters)
        parameter = parameter.detach().clone().requires_grad_();
    restart();
}

void Student::restart() {
    m_sgd.assign(m_parameters.size(), {});
    if (m_rule.optimiser == settings::StudentOptimiser::adamw)
        m_adamw.emplace(m_parameters, tensor::AdamWRule{.beta2 = 0.999, .weight_decay = m_rule.weight_decay});
}

void Student::step(const at::Tensor& x_BCHW, const at::Tensor& target, double rate, at::Generator* dropout) {
    const at::AutoGradMode graph(true);
    at::Tensor scores_BC = m_network.forward(x_BCHW, m_parameters, dropout);
    if (m_rule.temperature != 1)
        scores_BC = scores_BC / m_rule.temperature;
    const auto gradients = torch::autograd::grad({at::cross_entropy_loss(scores_BC, target)}, m_parameters);
    if (m_adamw)
        return m_adamw->step(gradients, rate);
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        m_sgd[i].step(m_parameters[i], gradients[i], rate, m_rule.momentum, m_rule.weight_decay);
}

void Student::endEpoch() {
    if (!m_rule.average)
        return;
    const at::NoGradGuard noGraph;
    const double fresh = 1 - averagingDecay(m_epochs++);
    if (m_averaged.empty())
        for (const at::Tensor& parameter : m_parameters)
            m_averaged.push_back(parameter.detach().clone());
    else
        for (std::size_t i = 0; i < m_averaged.size(); ++i)
            m_averaged[i].lerp_(m_parameters[i], fresh);
}

at::Tensor Student::score(const at::Tensor& x_BCHW) const {
    const at::NoGradGuard noGraph;
    return m_network.forward(x_BCHW, tested());
}

} // namespace ld3m::evaluation
