// ld3m train-prior: an autoencoder and a latent diffusion model of a dataset.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/fresh_folder.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/jobs/job.h"
#include "core/training/train_prior.h"
#include "core/training/training_folder.h"

namespace ld3m::cli {
namespace {

struct TrainPriorOptions {
    std::string recipe;
    std::vector<std::string> overrides;
    std::string run;
    bool resume = false;
    bool json = false;
};

int trainPrior(const TrainPriorOptions& options) {
    if (options.resume && options.run.empty())
        throw base::InputError("--resume wants --run DIR: the training to continue.");
    settings::PriorRecipe recipe = settings::readPriorRecipe(options.recipe);
    for (const std::string& assignment : options.overrides)
        settings::applyOverride(recipe, assignment);
    settings::requireSound(recipe);
    const std::filesystem::path folder =
        options.run.empty() ? freshFolder(options.recipe) : std::filesystem::path(options.run);
    if (training::TrainingFolder::isTraining(folder) && !options.resume)
        throw base::InputError(base::text(folder.string(),
                                          " already holds a training: add --resume to continue it, or "
                                          "give another --run folder."));

    watchInterrupts();
    if (!options.json)
        std::cout << "Run folder: " << folder.string() << std::endl;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        training::trainPrior(recipe, folder, options.resume, control, published);
    });
    const int code = JobConsole(training::totalSteps(recipe), options.json).follow(job);
    if (!options.json && code == kDone)
        std::cout << "Done. Prior: " << (folder / "prior.safetensors").string()
                  << "  Model card: " << (folder / "model-card.md").string() << std::endl;
    return code;
}

} // namespace

void addTrainPriorCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<TrainPriorOptions>();
    CLI::App* command =
        app.add_subcommand("train-prior", "Train an autoencoder and a latent diffusion model on a dataset");
    command->add_option("recipe", options->recipe, "Training recipe (.toml)")->required();
    command
        ->add_option("--set", options->overrides,
                     "KEY=VALUE instead of the recipe's, as in diffusion.steps=5000")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--run", options->run, "Folder of the training (default: a new one under runs/)");
    command->add_flag("--resume", options->resume, "Continue the training in --run from its last checkpoint");
    command->add_flag("--json", options->json, "One JSON object a line on standard output");
    command->callback([options, &action] { action = [options] { return trainPrior(*options); }; });
}

} // namespace ld3m::cli
