// ld3m experts: trajectories of networks trained on real images, for trajectory matching.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/fresh_folder.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/experts/expert_folder.h"
#include "core/experts/train_experts.h"
#include "core/jobs/job.h"

namespace ld3m::cli {
namespace {

struct ExpertsOptions {
    std::string recipe;
    std::vector<std::string> overrides;
    std::string to;
    bool resume = false;
    bool json = false;
};

std::filesystem::path folderFor(const ExpertsOptions& options, const settings::ExpertRecipe& recipe) {
    if (!options.to.empty())
        return options.to;
    if (!recipe.experts.folder.empty())
        return recipe.experts.folder;
    if (options.resume)
        throw base::InputError("--resume wants --to DIR: the experts to continue.");
    return freshFolder(options.recipe);
}

int trainExperts(const ExpertsOptions& options) {
    settings::ExpertRecipe recipe = settings::readExpertRecipe(options.recipe);
    for (const std::string& assignment : options.overrides)
        settings::applyOverride(recipe, assignment);
    settings::requireSound(recipe);
    const std::filesystem::path folder = folderFor(options, recipe);
    if (experts::ExpertFolder(folder).begun() && !options.resume)
        throw base::InputError(base::text(
            folder.string(), " already holds experts: add --resume to continue them, or give another "
                             "folder with --to."));

    watchInterrupts();
    if (!options.json)
        std::cout << "Folder of the experts: " << folder.string() << std::endl;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        experts::trainExperts(recipe, folder, options.resume, control, published);
    });
    const int code = JobConsole(recipe.experts.count * recipe.experts.epochs, options.json).follow(job);
    if (!options.json && code == kDone)
        std::cout << "Done. Accuracies: ld3m inspect " << folder.string()
                  << "  In a recipe: objective.experts = \"" << folder.string() << "\"" << std::endl;
    return code;
}

} // namespace

void addExpertsCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ExpertsOptions>();
    CLI::App* command = app.add_subcommand(
        "experts", "Train expert trajectories on real images, for trajectory matching (mtt)");
    command->add_option("recipe", options->recipe, "Experts recipe (.toml)")->required();
    command
        ->add_option("--set", options->overrides,
                     "KEY=VALUE instead of the recipe's, as in experts.count=200")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option(
        "--to", options->to,
        "Folder for the replay_buffer_<n>.pt files (default: experts.folder, or a new one under runs/)");
    command->add_flag("--resume", options->resume,
                      "Continue the experts in that folder, or add more of them");
    command->add_flag("--json", options->json, "One JSON object a line on standard output");
    command->callback([options, &action] { action = [options] { return trainExperts(*options); }; });
}

} // namespace ld3m::cli
