// One function per command; each adds itself to the parser and runs when chosen.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace ld3m::cli {

/// Exit codes of the program.
enum ExitCode { kDone = 0, kFailed = 1, kBadInput = 2, kInterrupted = 130 };

/// Set by the chosen command while parsing; run by main() inside its one try block.
using Action = std::function<int()>;

void addRunCommand(CLI::App& app, Action& action);
void addBranchCommand(CLI::App& app, Action& action);
void addEvalCommand(CLI::App& app, Action& action);
void addSweepCommand(CLI::App& app, Action& action);
void addExportCommand(CLI::App& app, Action& action);
void addTrainPriorCommand(CLI::App& app, Action& action);
void addExpertsCommand(CLI::App& app, Action& action);
void addCompareCommand(CLI::App& app, Action& action);
void addInspectCommand(CLI::App& app, Action& action);
void addConvertCommand(CLI::App& app, Action& action);
void addDiagnoseCommand(CLI::App& app, Action& action);
void addExploreCommand(CLI::App& app, Action& action);
void addStudyCommand(CLI::App& app, Action& action);
/// figure and film
void addDrawingCommands(CLI::App& app, Action& action);
void addCheckCommand(CLI::App& app, Action& action);
void addDescribeCommand(CLI::App& app, Action& action);

} // namespace ld3m::cli
