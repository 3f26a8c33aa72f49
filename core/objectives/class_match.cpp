#include "core/objectives/class_match.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/objectives/gradient_distance.h"
#include "core/objectives/pieces.h"

namespace ld3m::objectives {
namespace {

std::vector<at::Tensor> leavesOf(const networks::Parameters& parameters) {
    std::vector<at::Tensor> leaves;
    for (const at::Tensor& parameter : parameters)
        if (parameter.requires_grad())
            leaves.push_back(parameter);
    return leaves;
}

at::Tensor crossEntropy(const MatchingRule& rule, const at::Tensor& x_BCHW, std::int64_t label,
                        at::Reduction::Reduction reduction) {
    const at::Tensor labels_B = at::full({x_BCHW.size(0)}, label, x_BCHW.options().dtype(at::kLong));
    return at::cross_entropy_loss(rule.network.forward(x_BCHW, rule.parameters, rule.dropout), labels_B, {},
                                  reduction);
}

/// Adds scale times the gradient of the summed cross-entropy of x_BCHW.
void accumulate(std::vector<at::Tensor>& total, const MatchingRule& rule, const at::Tensor& x_BCHW,
                std::int64_t label, double scale) {
    const std::vector<at::Tensor> leaves = leavesOf(rule.parameters);
    for (const at::Tensor& piece_BCHW : x_BCHW.split(pieceSize(x_BCHW, rule.parameters))) {
        const at::Tensor loss = crossEntropy(rule, piece_BCHW, label, at::Reduction::Sum) * scale;
        const auto gradients = torch::autograd::grad({loss}, leaves);
        if (total.empty())
            total = gradients;
        else
            for (std::size_t i = 0; i < total.size(); ++i)
                total[i].add_(gradients[i]);
    }
}

} // namespace

networks::Parameters matchingLeaves(const networks::Parameters& parameters, settings::Distance distance) {
    networks::Parameters leaves;
    for (const at::Tensor& parameter : parameters)
        leaves.push_back(parameter.detach().requires_grad_(counts(distance, parameter.dim())));
    return leaves;
}

std::vector<at::Tensor> realGradient(const MatchingRule& rule, const at::Tensor& x_BCHW, std::int64_t label) {
    const at::AutoGradMode graph(true);
    const std::int64_t count = x_BCHW.size(0);
    std::vector<at::Tensor> total;
    if (rule.real_gradient == settings::RealGradient::half_batches && count > 1) {
        for (const at::Tensor& half_BCHW : x_BCHW.split({count / 2, count - count / 2}))
            accumulate(total, rule, half_BCHW, label, 0.5 / static_cast<double>(half_BCHW.size(0)));
    } else {
        accumulate(total, rule, x_BCHW, label, 1.0 / static_cast<double>(count));
    }
    return total;
}

ClassMatch matchClass(const MatchingRule& rule, const std::vector<at::Tensor>& real,
                      const at::Tensor& images_BCHW, std::int64_t label,
                      const std::function<at::Tensor(const at::Tensor&)>& augment) {
    const at::AutoGradMode graph(true);
    const at::Tensor leaf_BCHW = images_BCHW.detach().requires_grad_();
    const at::Tensor loss = crossEntropy(rule, augment(leaf_BCHW), label, at::Reduction::Mean);
    const auto synthetic = torch::autograd::grad({loss}, leavesOf(rule.parameters), {}, true, true);
    const at::Tensor distance = gradientDistance(rule.distance, synthetic, real);
    return {distance.detach(), torch::autograd::grad({distance}, {leaf_BCHW}).front()};
}

} // namespace ld3m::objectives
