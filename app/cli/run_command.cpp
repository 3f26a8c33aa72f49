// ld3m run: one distillation from a recipe or a project.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/fresh_folder.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/distil.h"
#include "core/jobs/job.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/settings/validation.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

struct RunOptions {
    std::string recipe;
    std::vector<std::string> overrides;
    std::string run;
    bool resume = false;
    bool json = false;
};

int run(const RunOptions& options) {
    settings::Recipe recipe;
    fs::path folder = options.run;
    const bool itself = options.resume && projects::RunFolder::isRun(options.recipe);
    if (itself && folder.empty())
        folder = options.recipe;
    if (options.resume && folder.empty())
        throw base::InputError("--resume wants --run DIR: the run to continue.");
    if (itself) {
        recipe = projects::RunFolder::open(options.recipe).recipe();
    } else if (projects::Project::isProject(options.recipe)) {
        const projects::Project project = projects::Project::open(options.recipe);
        recipe = project.recipe();
        if (folder.empty())
            folder = project.newRunFolder();
    } else {
        recipe = settings::readRecipe(options.recipe);
        if (folder.empty())
            folder = freshFolder(options.recipe);
    }
    settings::applyOverrides(recipe, options.overrides);
    settings::requireSound(recipe);
    if (projects::RunFolder::isRun(folder) && !options.resume)
        throw base::InputError(base::text(folder.string(),
                                          " already holds a run: add --resume to continue it, or give "
                                          "another --run folder."));

    watchInterrupts();
    if (!options.json)
        std::cout << "Run folder: " << folder.string() << std::endl;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        distillation::distil(recipe, folder, options.resume, control, published);
    });
    const int code = JobConsole(recipe.distillation.iterations, options.json).follow(job);
    if (!options.json)
        std::cout << (code == kDone ? "Done. " : "") << "Images: " << (folder / "images").string()
                  << std::endl;
    return code;
}

} // namespace

void addRunCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<RunOptions>();
    CLI::App* command = app.add_subcommand("run", "Distil a dataset as a recipe says");
    command
        ->add_option("recipe", options->recipe,
                     "Recipe file (.toml) or project folder; with --resume also a run folder")
        ->required();
    command
        ->add_option("--set", options->overrides, "KEY=VALUE instead of the recipe's, as in prior.steps=20")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--run", options->run, "Run folder (default: a new one under runs/)");
    command->add_flag("--resume", options->resume, "Continue the run in --run from its last checkpoint");
    command->add_flag("--json", options->json, "One JSON object a line on standard output");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace ld3m::cli
