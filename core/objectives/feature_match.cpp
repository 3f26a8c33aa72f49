#include "core/objectives/feature_match.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/objectives/pieces.h"

namespace ld3m::objectives {

at::Tensor meanFeatures(const networks::Network& network, const networks::Parameters& parameters,
                        const at::Tensor& x_BCHW, at::Generator* dropout) {
    const at::NoGradGuard noGraph;
    at::Tensor sum_F;
    const std::int64_t piece = 2 * pieceSize(x_BCHW, parameters); // nothing is kept for a way back
    for (const at::Tensor& piece_BCHW : x_BCHW.split(piece)) {
        const at::Tensor piece_F = network.embed(piece_BCHW, parameters, dropout).sum(0);
        sum_F = sum_F.defined() ? sum_F.add_(piece_F) : piece_F;
    }
    return sum_F.div_(x_BCHW.size(0));
}

ClassMatch matchFeatures(const networks::Network& network, const networks::Parameters& parameters,
                         const at::Tensor& real_F, const at::Tensor& images_BCHW,
                         const std::function<at::Tensor(const at::Tensor&)>& augment,
                         at::Generator* dropout) {
    const at::AutoGradMode graph(true);
    const at::Tensor leaf_BCHW = images_BCHW.detach().requires_grad_();
    const at::Tensor mean_F = network.embed(augment(leaf_BCHW), parameters, dropout).mean(0);
    const at::Tensor distance = (real_F - mean_F).pow(2).sum();
    return {distance.detach(), torch::autograd::grad({distance}, {leaf_BCHW}).front()};
}

} // namespace ld3m::objectives
