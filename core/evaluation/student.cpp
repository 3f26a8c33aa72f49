#include "core/evaluation/student.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/evaluation/rate_curve.h"

namespace ld3m::evaluation {
namespace {

constexpr double kMomentum = 0.9;
constexpr double kWeightDecay = 5e-4;

} // namespace

Student::Student(const networks::Network& network, networks::Parameters parameters)
    : m_network(network), m_parameters(std::move(parameters)), m_sgd(m_parameters.size()) {
    for (at::Tensor& parameter : m_parameters)
        parameter = parameter.detach().clone().requires_grad_();
}

void Student::trainEpoch(const at::Tensor& images_MCHW, const at::Tensor& labels_M, const at::Tensor& order_M,
                         std::int64_t batch, double rate, const Augment& augment) {
    for (const at::Tensor& rows_B : order_M.split(batch))
        step(augment(images_MCHW.index_select(0, rows_B)), labels_M.index_select(0, rows_B), rate);
    average();
    ++m_epochs;
}

void Student::step(const at::Tensor& x_BCHW, const at::Tensor& labels_B, double rate) {
    const at::AutoGradMode graph(true);
    const at::Tensor loss = at::cross_entropy_loss(m_network.forward(x_BCHW, m_parameters), labels_B);
    const auto gradients = torch::autograd::grad({loss}, m_parameters);
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        m_sgd[i].step(m_parameters[i], gradients[i], rate, kMomentum, kWeightDecay);
}

void Student::average() {
    const at::NoGradGuard noGraph;
    const double fresh = 1 - averagingDecay(m_epochs);
    if (m_averaged.empty())
        for (const at::Tensor& parameter : m_parameters)
            m_averaged.push_back(parameter.detach().clone());
    else
        for (std::size_t i = 0; i < m_averaged.size(); ++i)
            m_averaged[i].lerp_(m_parameters[i], fresh);
}

at::Tensor Student::score(const at::Tensor& x_BCHW) const {
    const at::NoGradGuard noGraph;
    return m_network.forward(x_BCHW, m_averaged);
}

} // namespace ld3m::evaluation
