#include "core/objectives/inner_epoch.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::objectives {

void trainEpoch(const networks::Network& network, networks::Parameters& parameters,
                const at::Tensor& images_M3HW, const at::Tensor& labels_M, const InnerEpoch& epoch) {
    const at::AutoGradMode graph(true);
    for (const at::Tensor& batch : epoch.order_M.split(epoch.batch)) {
        const at::Tensor x_BCHW = epoch.augment(images_M3HW.index_select(0, batch));
        for (at::Tensor& parameter : parameters)
            parameter = parameter.detach().requires_grad_();
        const at::Tensor loss = at::cross_entropy_loss(network.forward(x_BCHW, parameters, epoch.dropout),
                                                       labels_M.index_select(0, batch));
        const auto gradients = torch::autograd::grad({loss}, parameters);
        const at::NoGradGuard noGraph;
        for (std::size_t i = 0; i < parameters.size(); ++i)
            parameters[i].sub_(gradients[i], epoch.rate);
    }
    for (at::Tensor& parameter : parameters)
        parameter = parameter.detach();
}

} // namespace ld3m::objectives
