#include "core/priors/prior.h"

#include "core/diffusion/latent_diffusion_model.h"
#include "core/priors/autoencoder_prior.h"
#include "core/priors/latent_diffusion_prior.h"
#include "core/priors/pixel_prior.h"

namespace ld3m::priors {

std::unique_ptr<Prior> makePrior(const settings::Recipe& recipe, PriorContext context,
                                 const c10::TensorOptions& options,
                                 const diffusion::LatentDiffusionModel& model) {
    switch (recipe.prior.kind) {
    case settings::PriorKind::pixel:
        return std::make_unique<PixelPrior>(std::move(context), options);
    case settings::PriorKind::autoencoder:
        return std::make_unique<AutoencoderPrior>(model.autoencoder, recipe.prior, context, options);
    case settings::PriorKind::latent_diffusion:
        return std::make_unique<LatentDiffusionPrior>(model, recipe.prior, std::move(context), options);
    }
    return nullptr;
}

std::unique_ptr<Prior> makePrior(const settings::Recipe& recipe, PriorContext context,
                                 const c10::TensorOptions& options) {
    if (recipe.prior.kind == settings::PriorKind::pixel)
        return makePrior(recipe, std::move(context), options, diffusion::LatentDiffusionModel{});
    return makePrior(recipe, std::move(context), options,
                     diffusion::loadPriorModel(
                         recipe.prior, static_cast<std::uint64_t>(recipe.distillation.seed), options));
}

} // namespace ld3m::priors
