#include "core/distillation/learnable_state.h"

#include <ATen/core/Tensor.h>

namespace ld3m::distillation {
namespace {

at::Tensor copied(const at::Tensor& tensor) {
    return tensor.defined() ? tensor.clone() : tensor;
}

} // namespace

LearnableState LearnableState::copy() const {
    LearnableState other = *this;
    for (at::Tensor* tensor : {&other.values.latents, &other.values.conditioning, &other.latents_sgd.velocity,
                               &other.conditioning_sgd.velocity})
        *tensor = copied(*tensor);
    for (auto& [name, tensor] : other.objective)
        tensor = copied(tensor);
    return other;
}

void LearnableState::update(const priors::Learnables& gradients,
                            const settings::DistillationSettings& settings) {
    using settings::Learn;
    if (settings.learn != Learn::conditioning)
        latents_sgd.step(values.latents, gradients.latents, settings.latent_rate, settings.momentum);
    if (settings.learn != Learn::latents && values.conditioning.defined())
        conditioning_sgd.step(values.conditioning, gradients.conditioning, settings.conditioning_rate,
                              settings.momentum);
}

} // namespace ld3m::distillation
