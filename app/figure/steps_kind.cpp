#include "app/figure/steps_kind.h"

#include <algorithm>
#include <map>

#include "app/figure/run_record.h"
#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/reports/evaluation_choice.h"

namespace ld3m::figure {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> runsIn(const fs::path& folder) {
    if (projects::RunFolder::isRun(folder))
        return {folder};
    std::vector<fs::path> runs;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder / "runs", unreadable))
        if (projects::RunFolder::isRun(entry.path()))
            runs.push_back(entry.path());
    if (runs.empty())
        throw base::InputError(base::text(folder.string(), " is no run, and has no runs in ",
                                          (folder / "runs").string(),
                                          "; give a sweep's or project's folder."));
    std::ranges::sort(runs);
    return runs;
}

using BySteps = std::map<std::int64_t, std::vector<double>>;

double meanSeconds(const RunRecord& run) {
    std::vector<double> seconds;
    for (const reports::IterationReport& report : run.iterations)
        seconds.push_back(report.seconds);
    return base::statisticsOf(seconds).mean;
}

void fill(widgets::CurveFigure& figure, const BySteps& numbers, int color) {
    if (numbers.empty())
        return;
    std::vector<double> x, y, deviation;
    for (const auto& [steps, values] : numbers) {
        const base::Statistics all = base::statisticsOf(values);
        x.push_back(static_cast<double>(steps));
        y.push_back(all.mean);
        deviation.push_back(all.deviation);
    }
    const bool repeated =
        std::ranges::any_of(numbers, [](const auto& each) { return each.second.size() > 1; });
    widgets::CurveFigure::Curve& curve = figure.curve(figure.title, color);
    curve.dots = true;
    curve.points.append(x, y, repeated ? deviation : std::vector<double>());
}

} // namespace

StepsFigures stepsFigures(const std::vector<std::string>& folders) {
    BySteps accuracies, seconds;
    for (const std::string& folder : folders)
        for (const fs::path& path : runsIn(folder)) {
            const RunRecord run = readRun(path);
            const std::int64_t steps = run.folder.recipe().prior.steps;
            if (const auto* last = reports::lastOf(run.evaluations))
                if (const auto accuracy = reports::accuracyOf(*last))
                    accuracies[steps].push_back(*accuracy * 100);
            if (!run.iterations.empty())
                seconds[steps].push_back(meanSeconds(run));
        }
    StepsFigures figures{{.title = "Accuracy", .xLabel = "reverse steps T", .yLabel = "accuracy / %"},
                         {.title = "Time", .xLabel = "reverse steps T", .yLabel = "seconds / iteration"}};
    fill(figures.accuracy, accuracies, 0);
    fill(figures.time, seconds, 1);
    if (!figures.accuracy.hasPoints() && !figures.time.hasPoints())
        throw base::InputError(
            "None of these runs has an iteration or an evaluation yet; let them run first.");
    return figures;
}

} // namespace ld3m::figure
