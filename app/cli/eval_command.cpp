// ld3m eval: judge the images of a run, perhaps by another protocol, or anybody's distilled set.
#include <iostream>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/evaluate_run.h"
#include "core/projects/run_folder.h"
#include "core/projects/stored_evaluations.h"
#include "core/reports/run_events_json.h"
#include "core/sets/evaluate_imported.h"

namespace ld3m::cli {
namespace {

struct EvalOptions {
    std::string subject;   ///< run folder, or set
    std::string iteration; ///< last, best or a number; empty: last
    std::string dataset;
    std::string normalisation;
    std::vector<std::string> overrides;
    bool json = false;
};

void print(const EvalOptions& options, const std::string& what, const reports::EvaluationTable& table) {
    std::cout << (options.json ? reports::toJsonLine(table) : base::text(what, "  ", describe(table)))
              << std::endl;
}

int evaluateRun(const EvalOptions& options) {
    if (!options.dataset.empty() || !options.normalisation.empty())
        throw base::InputError(base::text(options.subject,
                                          " is a run, whose dataset and normalisation are known: leave "
                                          "--dataset and --normalisation out."));
    const projects::RunFolder folder = projects::RunFolder::open(options.subject);
    settings::Recipe recipe = folder.recipe();
    for (const std::string& assignment : options.overrides)
        if (!assignment.starts_with("evaluation."))
            throw base::InputError(base::text("ld3m eval changes the protocol only: ", assignment,
                                              " is not one of the evaluation settings."));
    settings::applyOverrides(recipe, options.overrides);
    const std::int64_t iteration =
        projects::iterationNamed(folder, options.iteration.empty() ? "last" : options.iteration);
    watchInterrupts();
    std::optional<reports::EvaluationTable> table;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        table = distillation::evaluateRun(folder.path(), iteration, recipe.evaluation, control, published);
    });
    const int code = JobConsole(0, options.json).follow(job);
    if (table)
        print(options, base::text("iteration ", table->iteration), *table);
    return code;
}

int evaluateSet(const EvalOptions& options) {
    if (!options.iteration.empty())
        throw base::InputError(base::text(options.subject, " is a set, not a run: leave --iteration out."));
    watchInterrupts();
    std::optional<sets::ImportedEvaluation> found;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        found = sets::evaluateImported({.set = options.subject,
                                        .dataset = options.dataset,
                                        .normalisation = options.normalisation,
                                        .overrides = options.overrides},
                                       control, published);
    });
    const int code = JobConsole(0, options.json).follow(job);
    if (!found)
        return code;
    for (const std::string& note : found->notes)
        (options.json ? std::cerr : std::cout) << note << std::endl;
    print(options, options.subject, found->table);
    return code;
}

int evaluate(const EvalOptions& options) {
    return projects::RunFolder::isRun(options.subject) ? evaluateRun(options) : evaluateSet(options);
}

} // namespace

void addEvalCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<EvalOptions>();
    CLI::App* command = app.add_subcommand(
        "eval", "Train fresh networks on a run's images or on any distilled set, and test them");
    command->add_option("run", options->subject, "Run folder, or a distilled set: file or folder")
        ->required();
    command->add_option("--iteration", options->iteration,
                        "Which checkpoint: last (default), best by the stored evaluations, or its number");
    command->add_option("--dataset", options->dataset,
                        "Of a set: the folder of real images that it is tested on");
    command->add_option(
        "--normalisation", options->normalisation,
        "Of a set: unit, half, cifar10, imagenet or released (default: as it says, or as its values tell)");
    command
        ->add_option("--set", options->overrides,
                     "KEY=VALUE among the evaluation settings; of a set, dataset and device settings as well")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--json", options->json, "One JSON object on standard output");
    command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

} // namespace ld3m::cli
