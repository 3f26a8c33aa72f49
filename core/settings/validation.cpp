#include "core/settings/validation.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/control_points.h"

namespace ld3m::settings {

std::vector<std::string> problemsOf(const Recipe& recipe) {
    const PriorSettings& prior = recipe.prior;
    Recipe copy = recipe;
    std::vector<std::string> problems = emptyOnes(fieldsOf(copy));
    if (recipe.dataset.subset != Subset::none && !recipe.dataset.classes.empty())
        problems.push_back(
            base::text("dataset.subset = \"", nameOf(recipe.dataset.subset),
                       "\" and dataset.classes both choose classes: empty dataset.classes, or set "
                       "dataset.subset = \"none\"."));
    if (prior.kind != PriorKind::pixel && prior.checkpoint.empty())
        problems.push_back(base::text("prior.checkpoint is empty: the ", nameOf(prior.kind),
                                      " prior needs a safetensors file, or set prior.kind = \"pixel\"."));
    if (prior.kind == PriorKind::latent_diffusion && prior.steps == 1 &&
        prior.residual == Residual::released && prior.residual_curve != ResidualCurve::constant)
        problems.push_back("prior.steps = 1 leaves the released residual no decay: use 2 or more steps, or "
                           "prior.residual_curve = \"constant\".");
    if (prior.sampler == Sampler::dpmpp_2m && prior.eta > 0)
        problems.push_back(base::text("prior.eta = ", prior.eta,
                                      " has no meaning for prior.sampler = \"dpmpp_2m\", "
                                      "which adds no noise: set prior.eta = 0."));
    if (prior.kind == PriorKind::latent_diffusion && prior.residual_curve == ResidualCurve::custom) {
        try {
            controlPoints(prior.residual_points);
        } catch (const base::InputError& problem) {
            problems.push_back(problem.what());
        }
    }
    if (recipe.evaluation.networks.empty() && recipe.evaluation.every > 0)
        problems.push_back("evaluation.networks is empty: name a network, or set evaluation.every = 0.");
    if (prior.kind != PriorKind::latent_diffusion && recipe.distillation.learn == Learn::conditioning)
        problems.push_back(base::text("distillation.learn = \"conditioning\" leaves the ", nameOf(prior.kind),
                                      " prior nothing to learn: set it to \"both\" or \"latents\"."));
    return problems;
}

void requireSound(const Recipe& recipe) {
    const std::vector<std::string> problems = problemsOf(recipe);
    if (!problems.empty())
        throw base::InputError(problems.front());
}

} // namespace ld3m::settings
