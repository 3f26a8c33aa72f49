// ld3m: the workbench's engine without a display.
#include <algorithm>
#include <array>
#include <exception>
#include <iostream>

#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/thread_waiting.h"
#include "generated/version.h"

using namespace ld3m;

namespace {

/// What is over in a moment does without: beginning anew takes a third of a second.
bool computesForLong(const CLI::App& app) {
    constexpr std::array kLong{"run",     "branch",   "eval",    "sweep", "train-prior",
                               "experts", "diagnose", "explore", "study"};
    return std::ranges::any_of(kLong, [&](const char* name) { return app.got_subcommand(name); });
}

} // namespace

int main(int argc, char** argv) {
    base::keepFreedMemory();
    CLI::App app(
        "LD3M Workbench on the command line: dataset distillation through a latent diffusion model.");
    app.set_version_flag("--version", std::string("ld3m ") + kVersion);
    app.require_subcommand(1);
    cli::Action action;
    cli::addRunCommand(app, action);
    cli::addBranchCommand(app, action);
    cli::addEvalCommand(app, action);
    cli::addSweepCommand(app, action);
    cli::addExportCommand(app, action);
    cli::addTrainPriorCommand(app, action);
    cli::addExpertsCommand(app, action);
    cli::addCompareCommand(app, action);
    cli::addInspectCommand(app, action);
    cli::addConvertCommand(app, action);
    cli::addDiagnoseCommand(app, action);
    cli::addExploreCommand(app, action);
    cli::addStudyCommand(app, action);
    cli::addDrawingCommands(app, action);
    cli::addCheckCommand(app, action);
    cli::addDescribeCommand(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? cli::kDone : cli::kBadInput;
    }
    if (computesForLong(app))
        base::spinBriefly(argv);
    try {
        return action();
    } catch (const base::InputError& problem) {
        std::cerr << "ld3m: " << problem.what() << std::endl;
        return cli::kBadInput;
    } catch (const std::exception& problem) {
        std::cerr << "ld3m: " << problem.what() << std::endl;
        return cli::kFailed;
    }
}
