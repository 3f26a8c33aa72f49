#include "core/training/autoencoder_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace ld3m::training {
namespace {

at::Tensor differences(const at::Tensor& x_BCHW, std::int64_t dimension) {
    const std::int64_t count = x_BCHW.size(dimension) - 1;
    return x_BCHW.narrow(dimension, 1, count) - x_BCHW.narrow(dimension, 0, count);
}

void add(Loss& loss, const char* name, double weight, const at::Tensor& term) {
    loss.terms.emplace_back(name, term.detach());
    if (weight == 0)
        return;
    const at::Tensor weighted = weight * term;
    loss.total = loss.total.defined() ? loss.total + weighted : weighted;
}

at::Tensor featureDifference(const Features& features, const at::Tensor& x_B3HW, const at::Tensor& y_B3HW) {
    at::Tensor wanted_BF;
    {
        const at::NoGradGuard no_graph;
        wanted_BF = features(x_B3HW);
    }
    return (features(y_B3HW) - wanted_BF).abs().mean();
}

} // namespace

at::Tensor edgeDifference(const at::Tensor& x_BCHW, const at::Tensor& y_BCHW) {
    const at::Tensor error_BCHW = x_BCHW - y_BCHW;
    return differences(error_BCHW, 2).abs().mean() + differences(error_BCHW, 3).abs().mean();
}

AutoencoderPass passThrough(const diffusion::Autoencoder& autoencoder, const at::Tensor& x_B3HW,
                            bool quantised, const settings::AutoencoderSettings& weights,
                            const Features& features) {
    const at::Tensor z_BDhw = autoencoder.encode(x_B3HW);
    const at::Tensor q_BDhw = quantised ? autoencoder.quantize(z_BDhw) : z_BDhw;
    const at::Tensor y_B3HW = autoencoder.decodeUnquantized(q_BDhw);
    const at::Tensor error_B3HW = x_B3HW - y_B3HW;
    AutoencoderPass pass{{}, z_BDhw.detach()};
    add(pass.loss, "l1", weights.l1, error_B3HW.abs().mean());
    add(pass.loss, "l2", weights.l2, error_B3HW.square().mean());
    if (weights.edges != 0)
        add(pass.loss, "edges", weights.edges, edgeDifference(x_B3HW, y_B3HW));
    if (weights.perceptual != 0)
        add(pass.loss, "perceptual", weights.perceptual, featureDifference(features, x_B3HW, y_B3HW));
    if (quantised)
        add(pass.loss, "commitment", weights.commitment, (z_BDhw - q_BDhw.detach()).square().mean());
    return pass;
}

} // namespace ld3m::training
