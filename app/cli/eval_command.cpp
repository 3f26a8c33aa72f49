// ld3m eval: judge the images of a run, perhaps by another protocol.
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
#include "core/reports/run_events_json.h"

namespace ld3m::cli {
namespace {

struct EvalOptions {
    std::string run;
    std::int64_t iteration = -1;
    std::vector<std::string> overrides;
    bool json = false;
};

int evaluate(const EvalOptions& options) {
    const projects::RunFolder folder = projects::RunFolder::open(options.run);
    settings::Recipe recipe = folder.recipe();
    for (const std::string& assignment : options.overrides)
        if (!assignment.starts_with("evaluation."))
            throw base::InputError(base::text("ld3m eval changes the protocol only: ", assignment,
                                              " is not one of the evaluation settings."));
    settings::applyOverrides(recipe, options.overrides);
    watchInterrupts();
    std::optional<reports::EvaluationTable> table;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        table = distillation::evaluateRun(folder.path(),
                                          options.iteration >= 0 ? std::optional(options.iteration) : std::nullopt,
                                          recipe.evaluation, control, published);
    });
    const int code = JobConsole(0, options.json).follow(job);
    if (table)
        std::cout << (options.json ? reports::toJsonLine(*table)
                                   : base::text("iteration ", table->iteration, "  ", describe(*table)))
                  << std::endl;
    return code;
}

} // namespace

void addEvalCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<EvalOptions>();
    CLI::App* command = app.add_subcommand("eval", "Train fresh networks on a run's images and test them");
    command->add_option("run", options->run, "Run folder")->required();
    command->add_option("--iteration", options->iteration, "Which checkpoint (default: the newest)");
    command->add_option("--set", options->overrides, "KEY=VALUE among the evaluation settings")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--json", options->json, "One JSON object on standard output");
    command->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

} // namespace ld3m::cli
