#include "core/training/latent_scale.h"

#include <ATen/ATen.h>

namespace ld3m::training {

void rescaleLatents(tensor::StateDict& autoencoder, const at::Tensor& mean_D, double scale) {
    const auto change = [&](const char* name, const auto& function) {
        at::Tensor& tensor = autoencoder.tensors.at(name);
        tensor = function(tensor);
    };
    change("quant_conv.weight", [&](const at::Tensor& w) { return w / scale; });
    change("quant_conv.bias", [&](const at::Tensor& b) { return (b - mean_D) / scale; });
    change("quantize.embedding.weight",
           [&](const at::Tensor& codes_KD) { return (codes_KD - mean_D) / scale; });
    const at::Tensor& after = autoencoder.at("post_quant_conv.weight");
    const at::Tensor moved_O = after.flatten(1).mv(mean_D);
    change("post_quant_conv.bias", [&](const at::Tensor& b) { return b + moved_O; });
    change("post_quant_conv.weight", [&](const at::Tensor& w) { return w * scale; });
}

} // namespace ld3m::training
