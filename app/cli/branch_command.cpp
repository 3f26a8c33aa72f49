// ld3m branch: goes on from a stored iteration of a run, with some settings changed, in a folder of its own.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/text.h"
#include "core/distillation/branch.h"
#include "core/distillation/distil.h"
#include "core/jobs/job.h"
#include "core/projects/metrics_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

struct BranchOptions {
    std::string parent;
    std::optional<std::int64_t> iteration;
    std::vector<std::string> overrides;
    std::string run;
    std::string name;
    bool only_make = false;
    bool json = false;
};

/// What --set says, against the run's settings at that iteration.
std::vector<projects::Change> changesOf(const projects::RunFolder& parent, std::int64_t iteration,
                                        const std::vector<std::string>& overrides) {
    std::vector<reports::SettingChange> edits;
    for (reports::Event& event : projects::MetricsReader(parent.metricsFile()).readNew())
        if (auto* edit = std::get_if<reports::SettingChange>(&event))
            edits.push_back(std::move(*edit));
    const settings::Recipe before = projects::recipeAt(parent.recipe(), edits, iteration);
    settings::Recipe after = before;
    settings::applyOverrides(after, overrides);
    return projects::changesBetween(before, after);
}

int branch(const BranchOptions& options) {
    const projects::RunFolder parent = projects::RunFolder::open(options.parent);
    const std::int64_t iteration = options.iteration == 0 ? 0 : parent.chosenCheckpoint(options.iteration);
    const projects::RunFolder made =
        distillation::branchRun({parent.path(), iteration, changesOf(parent, iteration, options.overrides),
                                 options.run, options.name});
    if (!options.json)
        std::cout << "Branch of " << parent.id() << " at iteration " << iteration << ": "
                  << made.path().string() << std::endl;
    if (options.only_make) {
        if (!options.json)
            std::cout << "Go on with: ld3m run " << made.path().string() << " --resume" << std::endl;
        return kDone;
    }
    watchInterrupts();
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        distillation::distil(made.recipe(), made.path(), true, control, published);
    });
    const int code = JobConsole(made.recipe().distillation.iterations, options.json).follow(job);
    if (!options.json)
        std::cout << (code == kDone ? "Done. " : "") << "Images: " << (made.path() / "images").string()
                  << std::endl;
    return code;
}

} // namespace

void addBranchCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<BranchOptions>();
    CLI::App* command =
        app.add_subcommand("branch", "Go on from a stored iteration of a run with some settings changed");
    command->add_option("parent", options->parent, "Run folder to branch from")->required();
    command->add_option("--run", options->run, "Run folder of the branch")->required();
    command->add_option(
        "--iteration", options->iteration,
        "A stored iteration (default: the newest); 0 starts anew, and any setting may change");
    command->add_option("--set", options->overrides, "KEY=VALUE to change, as in prior.residual=off")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--name", options->name, "What to call it (default: the folder's name)");
    command->add_flag("--only-make", options->only_make, "Make the folder, do not run it");
    command->add_flag("--json", options->json, "One JSON object a line on standard output");
    command->callback([options, &action] { action = [options] { return branch(*options); }; });
}

} // namespace ld3m::cli
