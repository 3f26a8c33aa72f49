// ld3m export: a run's images as a folder that other programs use.
#include <iostream>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/stored_evaluations.h"
#include "core/sets/export_run.h"
#include "core/sets/verify_bundle.h"

namespace ld3m::cli {
namespace {

struct ExportOptions {
    std::string run;
    std::string to;
    std::string iteration; ///< last, best or a number; empty: last
    std::string verify;
    std::string prior;
    std::vector<std::string> overrides;
};

int exportRun(const ExportOptions& options) {
    if (options.run.empty() || options.to.empty())
        throw base::InputError("ld3m export wants a run and --to DIR, or --verify DIR.");
    const std::int64_t iteration = projects::iterationNamed(
        projects::RunFolder::open(options.run), options.iteration.empty() ? "last" : options.iteration);
    watchInterrupts();
    std::optional<sets::Exported> exported;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        exported = sets::exportRun(options.run, iteration, options.to, options.overrides, control, published);
    });
    const int code = JobConsole(0, false).follow(job);
    if (!exported)
        return code;
    std::cout << base::text("Wrote ", options.to, ": ", exported->images, " images of iteration ",
                            exported->iteration, "\n");
    for (const std::string& part : exported->left_out)
        std::cout << "Left out: " << part << "\n";
    return code;
}

int verify(const ExportOptions& options) {
    if (!options.run.empty() || !options.to.empty())
        throw base::InputError("--verify DIR looks at a set that is there: give no run and no --to with it.");
    watchInterrupts();
    std::optional<sets::Verification> found;
    jobs::Job job([&](jobs::Control& control, reports::Published& published) {
        found = sets::verifyBundle(options.verify, options.prior, options.overrides, control, published);
    });
    const int code = JobConsole(0, false).follow(job);
    if (!found)
        return code;
    if (found->same()) {
        std::cout << base::text("The latents make all ", found->images, " images bit for bit, on ",
                                found->device, ".\n");
        return code;
    }
    std::cout << base::text(found->differing, " of ", found->images, " images differ, by ", found->largest,
                            " at most, on ", found->device,
                            ": bits agree on the device and the library that exported the set.\n");
    return kFailed;
}

} // namespace

void addExportCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ExportOptions>();
    CLI::App* command = app.add_subcommand("export", "Write a run's images for other programs");
    command->add_option("run", options->run, "Run folder");
    command->add_option("--to", options->to, "New folder");
    command->add_option("--iteration", options->iteration,
                        "Which checkpoint: last (default), best by the stored evaluations, or its number");
    command->add_option("--verify", options->verify,
                        "Instead: make the images of this exported set again from its latents");
    command->add_option("--prior", options->prior,
                        "With --verify: the prior's file, where it is no longer where the run had it");
    command->add_option("--set", options->overrides, "KEY=VALUE among the device settings")
        ->take_all()
        ->allow_extra_args(false);
    command->callback([options, &action] {
        action = [options] { return options->verify.empty() ? exportRun(*options) : verify(*options); };
    });
}

} // namespace ld3m::cli
