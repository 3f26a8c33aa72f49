// ld3m explore: images, gradient norms, seconds and memory at several numbers of reverse steps T.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_line.h"
#include "app/cli/steps_output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diagnostics/step_explorer.h"
#include "core/images/contact_sheet.h"
#include "core/jobs/control.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSheetSide = 96; ///< pixels at least that a small image gets in a contact sheet

struct ExploreOptions {
    std::string subject;
    std::vector<std::int64_t> steps = reports::kExploredSteps;
    std::int64_t iteration = -1;
    std::vector<std::string> overrides;
    std::string to;
    bool json = false;
};

reports::StepQuestion questionOf(const ExploreOptions& options) {
    reports::StepQuestion question;
    question.steps = options.steps;
    question.overrides = options.overrides;
    if (projects::RunFolder::isRun(options.subject)) {
        question.run = options.subject;
        const projects::RunFolder run = projects::RunFolder::open(options.subject);
        question.iteration =
            options.iteration >= 0 ? run.chosenCheckpoint(options.iteration) : run.newestCheckpoint();
        return question;
    }
    if (options.iteration >= 0)
        throw base::InputError(base::text(options.subject, " is no run folder: leave --iteration out."));
    question.recipe = projects::recipeAt(options.subject);
    return question;
}

void writeSheet(const fs::path& folder, const reports::StepPoint& point) {
    fs::create_directories(folder);
    const std::int64_t scale =
        std::max<std::int64_t>(1, kSheetSide / std::max<std::int64_t>(1, point.sheet.width));
    const std::string digits = base::text(point.steps);
    images::writePng(folder / base::text("T", std::string(4 - std::min<std::size_t>(4, digits.size()), '0'),
                                         digits, ".png"),
                     images::contactSheet(point.sheet, static_cast<int>(scale)));
}

int explore(const ExploreOptions& options) {
    const reports::StepQuestion question = questionOf(options);
    watchInterrupts();
    StatusLine status;
    jobs::Control control;
    reports::StepSubject subject;
    std::vector<reports::StepPoint> points;
    std::chrono::steady_clock::time_point begin;
    reports::StepWatch watch;
    watch.checkpoint = [&] {
        if (interrupted())
            control.stop();
        control.checkpoint();
    };
    watch.begun = [&](const reports::StepSubject& told) {
        subject = told;
        begin = std::chrono::steady_clock::now();
    };
    watch.progress = [&](const reports::Progress& now) {
        const std::chrono::duration<double> past = std::chrono::steady_clock::now() - begin;
        const bool timed = subject.images > 0 && now.done > 0;
        status.show(
            base::text(now.what, "  ", now.total > 0 ? 100 * now.done / now.total : 0, " %",
                       timed ? "  ETA " + clock(past.count() * static_cast<double>(now.total - now.done) /
                                                static_cast<double>(now.done))
                             : ""));
    };
    watch.measured = [&](const reports::StepPoint& point) {
        if (!point.whole()) {
            if (!options.to.empty())
                writeSheet(options.to, point);
            return;
        }
        points.push_back(point);
        if (options.json) {
            status.clear();
            std::cout << stepsJsonLine(point) << std::endl;
        }
    };
    bool stopped = false;
    try {
        diagnostics::exploreSteps(question, watch);
    } catch (const jobs::Stopped&) {
        stopped = true;
    } catch (...) {
        status.clear();
        throw;
    }
    status.clear();
    if (!options.json && !points.empty())
        std::cout << stepsTable(subject, points) << std::flush;
    if (!options.json && !options.to.empty())
        std::cout << "Images: " << options.to << std::endl;
    if (stopped)
        std::cerr << "Stopped with " << points.size() << " of " << question.steps.size()
                  << " numbers of steps explored." << std::endl;
    return stopped ? kInterrupted : kDone;
}

} // namespace

void addExploreCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ExploreOptions>();
    CLI::App* command = app.add_subcommand(
        "explore", "Show what the number of reverse steps T does: images, gradients, seconds, memory");
    command
        ->add_option(
            "subject", options->subject,
            "Run folder: Z and c of a checkpoint; or recipe file (.toml) or project folder: as a run begins")
        ->required();
    command->add_option("--steps", options->steps, "Numbers of reverse steps T (default: 2,5,10,20,40)")
        ->delimiter(',');
    command->add_option("--iteration", options->iteration, "Checkpoint of the run (default: the newest)");
    command
        ->add_option("--set", options->overrides, "KEY=VALUE instead of the recipe's, as in prior.guidance=1")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--to", options->to, "Folder for one contact sheet a T: T0010.png");
    command->add_flag("--json", options->json, "One JSON object a T, as explored");
    command->callback([options, &action] { action = [options] { return explore(*options); }; });
}

} // namespace ld3m::cli
