// Priors on the reference models, at 32 px with their 8 x 8 latents.
#pragma once

#include "core/priors/prior.h"
#include "tests/support/golden_model.h"

namespace ld3m::tests {

inline priors::PriorContext goldenContext(std::vector<std::int64_t> class_ids = {3, 977, 3}) {
    priors::PriorContext context;
    context.class_ids = std::move(class_ids);
    context.resolution = 32;
    context.mean_3 = at::tensor({0.485, 0.456, 0.406}, at::kDouble);
    context.std_3 = at::tensor({0.229, 0.224, 0.225}, at::kDouble);
    context.seed = 11;
    return context;
}

/// released residual, two even steps, guidance 3: quick. Change what the test is about.
inline settings::Recipe goldenRecipe(settings::PriorKind kind = settings::PriorKind::latent_diffusion) {
    settings::Recipe recipe;
    recipe.prior.kind = kind;
    recipe.prior.steps = 2;
    return recipe;
}

inline priors::Learnables madeUpLearnables(const c10::TensorOptions& options, std::int64_t images = 3) {
    const auto wave = [&](at::IntArrayRef shape, double pace) {
        const at::Tensor count = at::arange(c10::multiply_integers(shape), at::kDouble);
        return at::sin(pace * count).view(shape).to(options);
    };
    return {wave({images, 3, 8, 8}, 0.7), wave({images, 1, 16}, 1.3)};
}

/// Something that stands for dLoss/dimages.
inline at::Tensor madeUpGradient(const at::Tensor& images) {
    return at::cos(0.37 * at::arange(images.numel(), at::kDouble)).view(images.sizes()).to(images.options());
}

} // namespace ld3m::tests
