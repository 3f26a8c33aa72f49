#include "core/distillation/learnable_state.h"

namespace ld3m::distillation {

void LearnableState::update(const priors::Learnables& gradients, const settings::DistillationSettings& settings) {
    using settings::Learn;
    if (settings.learn != Learn::conditioning)
        latents_sgd.step(values.latents, gradients.latents, settings.latent_rate, settings.momentum);
    if (settings.learn != Learn::latents && values.conditioning.defined())
        conditioning_sgd.step(values.conditioning, gradients.conditioning, settings.conditioning_rate,
                              settings.momentum);
    ++iteration;
}

} // namespace ld3m::distillation
