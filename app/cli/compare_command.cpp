// ld3m compare: settings, losses, accuracies with a paired test, and images of several runs.
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "core/comparison/comparison_report.h"
#include "core/files/atomic_file.h"

namespace ld3m::cli {
namespace {

struct CompareOptions {
    std::vector<std::string> runs;
    std::int64_t iteration = -1;
    std::string csv;
    std::string markdown;
};

int compare(const CompareOptions& options) {
    const comparison::ComparisonReport report =
        comparison::compareRuns({options.runs.begin(), options.runs.end()},
                                options.iteration >= 0 ? std::optional(options.iteration) : std::nullopt);
    const std::string text = comparison::toMarkdown(report);
    std::cout << text;
    if (!options.csv.empty())
        files::writeAtomically(options.csv, comparison::toCsv(report));
    if (!options.markdown.empty())
        files::writeAtomically(options.markdown, text);
    return kDone;
}

} // namespace

void addCompareCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand(
        "compare", "Hold runs against each other: settings, losses, accuracies (paired t test), images");
    command->add_option("runs", options->runs, "Run folders; the first is what the others are held against")
        ->required();
    command->add_option("--iteration", options->iteration,
                        "Newest accuracies and images up to here (default: the last ones)");
    command->add_option("--csv", options->csv, "Write every number unrounded, one a line, to this file");
    command->add_option("--markdown", options->markdown, "Write what is printed to this file");
    command->callback([options, &action] { action = [options] { return compare(*options); }; });
}

} // namespace ld3m::cli
