#include "core/experts/expert.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::experts {
namespace {

constexpr double kDecay = 0.1;

/// The first epoch with the lower rate: the public code lowers it at the end of epoch E / 2 + 1.
std::int64_t firstDecayed(const settings::ExpertSettings& settings) {
    return settings.epochs / 2 + 2;
}

} // namespace

double rateAt(std::int64_t epoch, const settings::ExpertSettings& settings) {
    return settings.decay && epoch >= firstDecayed(settings) ? kDecay * settings.rate : settings.rate;
}

Expert::Expert(const networks::Network& network, const settings::ExpertSettings& settings,
               networks::Parameters parameters, std::vector<at::Tensor> velocities, std::int64_t epochs)
    : m_network(network), m_settings(settings), m_parameters(std::move(parameters)),
      m_sgd(m_parameters.size()), m_epochs(epochs) {
    for (at::Tensor& parameter : m_parameters)
        parameter = parameter.detach().clone().requires_grad_();
    for (std::size_t i = 0; i < velocities.size(); ++i)
        m_sgd.at(i).velocity = velocities[i].clone();
}

EpochOutcome Expert::trainEpoch(const at::Tensor& labels_N, const at::Tensor& order_N, const Images& images,
                                at::Generator* dropout) {
    const at::AutoGradMode graph(true);
    const double rate = rateAt(m_epochs, m_settings);
    at::Tensor loss_sum = at::zeros({}, m_parameters.front().options().requires_grad(false));
    at::Tensor right = at::zeros({}, labels_N.options());
    for (const at::Tensor& rows_B : order_N.split(m_settings.batch)) {
        const at::Tensor labels_B = labels_N.index_select(0, rows_B);
        const at::Tensor scores_BK = m_network.forward(images(rows_B), m_parameters, dropout);
        const at::Tensor loss = at::cross_entropy_loss(scores_BK, labels_B);
        const auto gradients = torch::autograd::grad({loss}, m_parameters);
        for (std::size_t i = 0; i < m_parameters.size(); ++i)
            m_sgd[i].step(m_parameters[i], gradients[i], rate, m_settings.momentum, m_settings.weight_decay);
        loss_sum.add_(loss.detach(), static_cast<double>(rows_B.size(0)));
        right.add_(scores_BK.detach().argmax(1).eq(labels_B).sum());
    }
    ++m_epochs;
    // Without momentum there is nothing to remember; a resumed expert then takes the very same steps.
    if (m_settings.momentum == 0 || (m_settings.decay && m_epochs == firstDecayed(m_settings)))
        m_sgd.assign(m_parameters.size(), {});
    const auto images_in_all = static_cast<double>(order_N.size(0));
    return {loss_sum.item<double>() / images_in_all,
            static_cast<double>(right.item<std::int64_t>()) / images_in_all};
}

at::Tensor Expert::score(const at::Tensor& x_BCHW) const {
    const at::NoGradGuard no_graph;
    return m_network.forward(x_BCHW, m_parameters);
}

std::vector<at::Tensor> Expert::velocities() const {
    std::vector<at::Tensor> velocities;
    for (const tensor::SgdMomentum& sgd : m_sgd)
        if (sgd.velocity.defined())
            velocities.push_back(sgd.velocity);
    return velocities;
}

} // namespace ld3m::experts
