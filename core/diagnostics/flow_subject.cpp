#include "core/diagnostics/flow_subject.h"

#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/checkpoint.h"
#include "core/distillation/run_parts.h"
#include "core/projects/run_folder.h"
#include "core/settings/validation.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace ld3m::diagnostics {
namespace {

/// Everything but the learnables.
FlowSubject load(const settings::Recipe& recipe, const LoadingProgress& progress,
                 const std::function<void()>& checkpoint) {
    if (recipe.prior.kind != settings::PriorKind::latent_diffusion)
        throw base::InputError(base::text("prior.kind = \"", settings::nameOf(recipe.prior.kind),
                                          "\" has no reverse steps to look into: diagnose a recipe with "
                                          "prior.kind = \"latent_diffusion\"."));
    settings::requireSound(recipe);
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    FlowSubject subject;
    subject.recipe = recipe;
    subject.options = tensor::optionsFor(recipe.device);
    subject.train = std::make_shared<data::Dataset>(data::loadDataset(
        recipe.dataset, data::Split::train, subject.options, [&](std::int64_t done, std::int64_t total) {
            progress("Decoding training images", done, total);
            checkpoint();
        }));
    subject.context = distillation::priorContext(recipe, *subject.train);
    subject.model = diffusion::loadPriorModel(recipe.prior, subject.context.seed, subject.options);
    subject.objective = objectives::makeObjective(recipe, *subject.train, subject.options);
    checkpoint();
    return subject;
}

} // namespace

FlowSubject subjectOfRecipe(const settings::Recipe& recipe, const LoadingProgress& progress,
                            const std::function<void()>& checkpoint) {
    FlowSubject subject = load(recipe, progress, checkpoint);
    subject.learnables = priors::makePrior(recipe, subject.context, subject.options, subject.model)
                             ->initialLearnables(distillation::initialImages(recipe, *subject.train),
                                                 recipe.distillation.init);
    return subject;
}

FlowSubject subjectOfRun(const std::filesystem::path& run, std::optional<std::int64_t> iteration,
                         const std::vector<std::string>& overrides, const LoadingProgress& progress,
                         const std::function<void()>& checkpoint) {
    const projects::RunFolder folder = projects::RunFolder::open(run);
    const std::int64_t chosen = folder.chosenCheckpoint(iteration);
    settings::Recipe edited = folder.recipe();
    for (const std::string& assignment : overrides)
        settings::applyOverride(edited, assignment);
    distillation::Checkpoint stored =
        distillation::readCheckpoint(folder.checkpointFile(chosen), tensor::optionsFor(edited.device));
    for (const std::string& assignment : overrides)
        settings::applyOverride(stored.recipe, assignment);
    FlowSubject subject = load(stored.recipe, progress, checkpoint);
    const auto images = static_cast<std::int64_t>(subject.context.class_ids.size());
    if (stored.state.values.latents.size(0) != images)
        throw base::InputError(base::text(
            "The run learned ", stored.state.values.latents.size(0), " images, the settings ask for ", images,
            ": leave distillation.ipc and dataset.classes as the run has them."));
    subject.learnables = std::move(stored.state.values);
    return subject;
}

} // namespace ld3m::diagnostics
