#include "core/diffusion/random_denoiser.h"

#include <cmath>

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "core/diffusion/checkpoint_layout.h"
#include "core/tensor/random.h"

namespace ld3m::diffusion {
namespace {

/// Of the layer "model.diffusion_model.output_blocks.3.0.out_layers.3".
bool startsAtZero(const std::string& layer) {
    return layer.ends_with(".out_layers.3") || layer.ends_with(".proj_out") ||
           layer == std::string(kUNetPrefix) + ".out.2";
}

/// Inputs that one output of the layer sees: everything but the first dimension of its weight.
double fanIn(const at::Tensor& weight) {
    return static_cast<double>(weight.numel() / weight.size(0));
}

at::Tensor drawn(const tensor::StateDict& state, const std::string& name, const at::Tensor& old,
                 settings::RandomOutput output, const at::Generator& generator) {
    const c10::TensorOptions fp32(c10::kFloat);
    const std::string layer = name.substr(0, name.rfind('.'));
    const auto found = state.tensors.find(layer + ".weight");
    const bool maps = found != state.tensors.end() && found->second.dim() > 1;
    if (!maps)
        return name.ends_with(".weight") ? at::ones(old.sizes(), fp32) : at::zeros(old.sizes(), fp32);
    const double bound = 1 / std::sqrt(fanIn(found->second));
    if (!startsAtZero(layer))
        return at::empty(old.sizes(), fp32).uniform_(-bound, bound, generator);
    return output == settings::RandomOutput::normal ? bound * at::randn(old.sizes(), generator, fp32)
                                                    : at::zeros(old.sizes(), fp32);
}

} // namespace

void drawDenoiser(tensor::StateDict& state, settings::RandomOutput output, std::uint64_t seed) {
    const at::Generator generator = tensor::generator(seed);
    const std::string start = std::string(kUNetPrefix) + ".";
    for (auto entry = state.tensors.lower_bound(start);
         entry != state.tensors.end() && entry->first.starts_with(start); ++entry)
        entry->second = drawn(state, entry->first, entry->second, output, generator);
}

} // namespace ld3m::diffusion
