// The small models behind the reference tensors of tests/golden/diffusion, and a smooth variant for numeric
// gradients.
#pragma once

#include "core/diffusion/latent_diffusion_model.h"
#include "tests/support/golden.h"

namespace ld3m::tests {

inline c10::TensorOptions cpu(at::ScalarType type = at::kFloat) {
    return c10::TensorOptions().dtype(type);
}

inline tensor::Weights goldenWeights(const std::string& name, const c10::TensorOptions& options) {
    const auto state = std::make_shared<tensor::StateDict>(golden("diffusion/" + name));
    return tensor::Weights(state, options).under("weight");
}

inline std::shared_ptr<diffusion::UNet> goldenUNet(bool conditional, const c10::TensorOptions& options) {
    diffusion::UNetHints hints;
    hints.head_channels = conditional ? 0 : 32;
    return std::make_shared<diffusion::UNet>(
        goldenWeights(conditional ? "unet_cond.safetensors" : "unet_uncond.safetensors", options), hints);
}

inline std::shared_ptr<diffusion::Autoencoder> goldenAutoencoder(const c10::TensorOptions& options) {
    return std::make_shared<diffusion::Autoencoder>(goldenWeights("vq_f4.safetensors", options), 32);
}

/// The same autoencoder without codebook (as a KL one): the map from latents to images has a true gradient.
inline std::shared_ptr<diffusion::Autoencoder> smoothAutoencoder(const c10::TensorOptions& options) {
    auto state = std::make_shared<tensor::StateDict>(golden("diffusion/vq_f4.safetensors"));
    state->tensors.erase("weight.quantize.embedding.weight");
    for (const char* name : {"weight.quant_conv.weight", "weight.quant_conv.bias"})
        state->tensors[name] = at::cat({state->at(name), state->at(name)});
    return std::make_shared<diffusion::Autoencoder>(tensor::Weights(state, options).under("weight"), 32);
}

inline diffusion::LatentDiffusionModel goldenModel(bool conditional, const c10::TensorOptions& options) {
    diffusion::LatentDiffusionModel model;
    model.autoencoder = goldenAutoencoder(options);
    model.unet = goldenUNet(conditional, options);
    if (conditional)
        model.embedder.emplace(goldenWeights("class_embedder.safetensors", options).take("embedding.weight"),
                               1000);
    model.schedule = diffusion::NoiseSchedule::make();
    return model;
}

/// dLoss/dx of `loss` along `direction` by central differences.
template<typename Loss>
double slope(const Loss& loss, const at::Tensor& x, const at::Tensor& direction, double h = 1e-5) {
    return (loss(x + h * direction) - loss(x - h * direction)) / (2 * h);
}

inline double dot(const at::Tensor& a, const at::Tensor& b) {
    return (a * b).sum().item<double>();
}

} // namespace ld3m::tests
