// ld3m diagnose: how much gradient reaches Z and c, by residual arm and number of reverse steps.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/flow_output.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_line.h"
#include "core/base/text.h"
#include "core/jobs/control.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

struct DiagnoseOptions {
    std::string subject;
    std::vector<std::int64_t> steps = {10, 20, 30, 40, 50, 60, 70, 80, 90};
    std::int64_t draws = 3;
    std::vector<std::string> arms = diagnostics::armNames();
    std::vector<std::string> curves;
    std::vector<std::string> overrides;
    bool json = false;
    bool csv = false;
    bool markdown = false;
};

/// What is left, at the pace since it was made.
class Remaining {
public:
    std::string of(std::int64_t done, std::int64_t total) const {
        if (done == 0)
            return "";
        const std::chrono::duration<double> past = std::chrono::steady_clock::now() - m_begin;
        return "  ETA " + clock(past.count() * static_cast<double>(total - done) / static_cast<double>(done));
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

template<typename T>
std::vector<T> withoutRepeats(const std::vector<T>& listed) {
    std::vector<T> once;
    for (const T& each : listed)
        if (std::ranges::find(once, each) == once.end())
            once.push_back(each);
    return once;
}

diagnostics::FlowPlan planOf(const DiagnoseOptions& options) {
    diagnostics::FlowPlan plan{.arms = {}, .steps = withoutRepeats(options.steps), .draws = options.draws};
    for (const std::string& name : withoutRepeats(options.arms))
        plan.arms.push_back(diagnostics::armNamed(name));
    for (const std::string& name : withoutRepeats(options.curves))
        plan.arms.push_back(diagnostics::releasedWithCurve(name));
    return plan;
}

settings::Recipe recipeAt(const fs::path& path) {
    if (projects::RunFolder::isRun(path))
        return projects::RunFolder::open(path).recipe();
    return projects::Project::isProject(path) ? projects::Project::open(path).recipe()
                                              : settings::readRecipe(path);
}

int diagnose(const DiagnoseOptions& options) {
    const diagnostics::FlowPlan plan = planOf(options);
    settings::Recipe recipe = recipeAt(options.subject);
    settings::applyOverrides(recipe, options.overrides);
    diagnostics::requireMeasurable(recipe, plan);

    watchInterrupts();
    StatusLine status;
    jobs::Control control;
    const auto checkpoint = [&] {
        if (interrupted())
            control.stop();
        control.checkpoint();
    };
    std::vector<diagnostics::FlowPoint> points;
    try {
        const auto loading = [&](const char* what, std::int64_t done, std::int64_t total) {
            status.show(base::text(what, ' ', done, '/', total));
        };
        const diagnostics::FlowSubject subject =
            projects::RunFolder::isRun(options.subject)
                ? diagnostics::subjectOfRun(options.subject, {}, options.overrides, loading, checkpoint)
                : diagnostics::subjectOfRecipe(recipe, loading, checkpoint);
        if (options.csv)
            std::cout << flowCsvHeader() << std::endl;
        const Remaining remaining;
        diagnostics::FlowWatch watch;
        watch.checkpoint = checkpoint;
        watch.progress = [&](const diagnostics::Arm& arm, std::int64_t steps, std::int64_t done,
                             std::int64_t total) {
            status.show(base::text(100 * done / total, " %  ", arm.name, " at T = ", steps,
                                   remaining.of(done, total)));
        };
        watch.measured = [&](const diagnostics::FlowPoint& point) {
            if (!options.json && !options.csv)
                return;
            status.clear();
            std::cout << (options.json ? flowJsonLine(point) : flowCsvLine(point)) << std::endl;
        };
        points = diagnostics::measureGradientFlow(subject, plan, watch);
    } catch (const jobs::Stopped&) {
        // Before anything was measured.
    } catch (...) {
        status.clear();
        throw;
    }
    status.clear();
    if (!options.json && !options.csv && !points.empty())
        std::cout << flowTables(plan, points, options.markdown) << std::flush;
    const std::size_t planned = plan.arms.size() * plan.steps.size();
    if (points.size() == planned)
        return kDone;
    std::cerr << "Stopped with " << points.size() << " of " << planned << " points measured." << std::endl;
    return kInterrupted;
}

} // namespace

void addDiagnoseCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<DiagnoseOptions>();
    CLI::App* command =
        app.add_subcommand("diagnose", "Measure how much gradient reaches Z and c, by residual and steps");
    command
        ->add_option("subject", options->subject,
                     "Recipe file (.toml) or project folder: its initial Z and c; or run folder: its newest")
        ->required();
    command->add_option("--steps", options->steps, "Numbers of reverse steps T (default: 10,20,...,90)")
        ->delimiter(',');
    command->add_option("--draws", options->draws,
                        "How many draws of noise, network, batches and augmentations (default: 3)");
    command->add_option("--arms", options->arms, "Among off, paper_ddim, paper_ddpm, released (default: all)")
        ->delimiter(',');
    command
        ->add_option("--curves", options->curves, "More arms: the released form with these residual curves")
        ->delimiter(',');
    command
        ->add_option("--set", options->overrides, "KEY=VALUE instead of the recipe's, as in prior.guidance=1")
        ->take_all()
        ->allow_extra_args(false);
    CLI::Option* json = command->add_flag("--json", options->json, "One JSON object a point, as measured");
    CLI::Option* csv = command->add_flag("--csv", options->csv, "One line a point, as measured");
    CLI::Option* markdown = command->add_flag("--markdown", options->markdown, "The tables as Markdown");
    json->excludes(csv)->excludes(markdown);
    csv->excludes(markdown);
    command->callback([options, &action] { action = [options] { return diagnose(*options); }; });
}

} // namespace ld3m::cli
