// ld3m-sweep-bench: the Sweep page with 2,000 runs: its table sorted, filtered and updated, its plots drawn,
// and a folder of finished runs opened. Google Benchmark; QT_QPA_PLATFORM=offscreen where there is no screen.
#include <filesystem>

#include <QApplication>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include "app/workbench/sweep_page.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/sweeps/point_status.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/sweep_plots.h"
#include "widgets/tables/sweep_table_model.h"
#include "widgets/tables/sweep_table_order.h"
#include "widgets/tables/sweep_table_view.h"
#include "widgets/theme/theme.h"

using namespace ld3m;

namespace {

constexpr std::int64_t kRuns = 2000;
constexpr std::int64_t kIterations = 200;

/// 40 values of T times 50 draws of a rate.
sweeps::SweepPlan planOf(std::int64_t runs) {
    sweeps::SweepPlan plan;
    plan.name = "bench";
    plan.recipe.dataset.path = "/data/made-up";
    plan.recipe.prior.checkpoint = "/data/made-up.safetensors";
    plan.recipe.distillation.iterations = kIterations;
    plan.grid = {{"prior.steps", {}}};
    for (std::int64_t steps = 2; steps < 42; ++steps)
        plan.grid[0].values.emplace_back(steps);
    plan.random = {.count = runs / 40, .seed = 1, .draws = {}};
    plan.random.draws = {{"distillation.latent_rate", sweeps::Range{0.001, 1, true}}};
    return plan;
}

double madeUp(std::int64_t k, std::int64_t modulus) {
    return static_cast<double>(k * 7919 % modulus) / static_cast<double>(modulus);
}

sweeps::SweepTable finishedTable() {
    const sweeps::SweepPlan plan = planOf(kRuns);
    sweeps::SweepTable table = sweeps::tableOf(plan, sweeps::soundPointsOf(plan));
    std::int64_t k = 0;
    for (sweeps::SweepRow& row : table.rows) {
        ++k;
        row.status.state = sweeps::PointState::finished;
        row.status.iteration = kIterations;
        row.status.loss = 1 + madeUp(k, 1009);
        row.status.accuracy = madeUp(k, 997);
        row.status.accuracy_deviation = 0.004;
        row.status.seconds = 7919 * madeUp(k, 7907);
        row.status.iteration_seconds = row.status.seconds / kIterations;
    }
    return table;
}

/// What finished runs leave behind.
void finish(const sweeps::SweepFolder& folder) {
    std::int64_t k = 0;
    for (const sweeps::SweepPoint& point : folder.points()) {
        const projects::RunFolder run =
            projects::RunFolder::create(folder.runFolder(point.id), point.recipe, {});
        projects::MetricsWriter metrics(run.metricsFile());
        reports::IterationReport report;
        for (report.iteration = 1; report.iteration <= kIterations; ++report.iteration) {
            report.loss = 100.0 / static_cast<double>(report.iteration);
            report.class_losses.assign(10, report.loss / 10);
            report.seconds = 0.01;
            metrics.append(report);
        }
        reports::EvaluationTable table;
        table.iteration = kIterations;
        const double accuracy = madeUp(++k, 997);
        table.rows = {{"synthetic", "convnet", {accuracy, accuracy}, {}}};
        metrics.append(table);
        files::writeAtomically(run.checkpointFile(kIterations), "made up");
    }
}

struct Shown : widgets::SweepTableView {
    Shown() {
        model()->setTable(finishedTable());
        tableChanged();
        resize(1000, 800);
        show();
        QApplication::processEvents();
    }
    /// A change, and the frame that shows it.
    void settle() {
        QApplication::processEvents();
        render(&m_screen);
    }

private:
    QImage m_screen = QImage(1000, 800, QImage::Format_RGB32);
};

void sortTable(benchmark::State& state) {
    Shown view;
    int turn = 0;
    for (auto each : state) {
        view.table()->sortByColumn(turn % view.model()->columnCount(),
                                   turn % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        view.settle();
        ++turn;
    }
}

void filterTable(benchmark::State& state) {
    Shown view;
    const QStringList filters = {"steps=7", "", "fin 0.0", "latent", "nothing holds this"};
    int turn = 0;
    for (auto each : state) {
        view.order()->setFilter(filters[turn++ % filters.size()]);
        view.settle();
    }
}

void updateRow(benchmark::State& state) {
    Shown view;
    view.table()->sortByColumn(5, Qt::DescendingOrder);
    sweeps::SweepStatus status;
    for (const sweeps::SweepRow& row : view.model()->table().rows)
        status.points.push_back(row.status);
    std::size_t turn = 0;
    for (auto each : state) {
        *status.points[turn++ * 31 % status.points.size()].accuracy *= 0.99;
        view.model()->take(status);
        view.settle();
    }
}

void drawPlots(benchmark::State& state) {
    widgets::SweepPlots plots;
    plots.resize(1000, 800);
    plots.show();
    const sweeps::SweepTable table = finishedTable();
    QImage screen(plots.size(), QImage::Format_RGB32);
    for (auto each : state) {
        plots.setTable(table);
        QApplication::processEvents();
        plots.render(&screen);
    }
}

void brush(benchmark::State& state) {
    widgets::ParallelPlot plot;
    plot.resize(1000, 400);
    plot.setData(widgets::parallelOf(finishedTable()));
    plot.show();
    QImage screen(plot.size(), QImage::Format_RGB32);
    double lower = 0;
    for (auto each : state) {
        lower = lower > 0.8 ? 0 : lower + 0.01;
        plot.setBrush(0, std::pair(lower, lower + 0.2));
        plot.render(&screen);
    }
}

/// A folder of finished runs; their results are forgotten before each opening where asked.
void openFolder(benchmark::State& state, bool forgotten) {
    QTemporaryDir temporary;
    const std::filesystem::path place = temporary.path().toStdString();
    const sweeps::SweepFolder folder = sweeps::SweepFolder::create(place / "sweep", planOf(kRuns));
    finish(folder);
    sweeps::ResultCache results(folder);
    sweeps::statusOf(folder, results);
    results.save();
    QSettings settings(temporary.filePath("settings.ini"), QSettings::IniFormat);
    session::Workspace workspace({}, settings);
    for (auto each : state) {
        if (forgotten)
            std::filesystem::remove(folder.resultsFile());
        workbench::SweepPage page({}, workspace);
        page.resize(1600, 900);
        page.show();
        page.open(folder.path());
        while (page.table()->order()->rowCount() < kRuns || // what can be read and sorted at once
               (!forgotten && page.sweep().doing() == session::OpenSweep::Doing::opening))
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        page.repaint();
        while (page.sweep().doing() == session::OpenSweep::Doing::opening) {
            state.PauseTiming();
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
            state.ResumeTiming();
        }
        if (page.sweep().status().count(sweeps::PointState::finished) != kRuns)
            state.SkipWithError("the results are not there");
    }
}

/// Until the table has all points with their results.
void openAgain(benchmark::State& state) {
    openFolder(state, false);
}

/// Until the table has all points; their results come when all runs have been read.
void openFirst(benchmark::State& state) {
    openFolder(state, true);
}

/// All 2,000 runs read anew, as it goes on beside the window then.
void readRuns(benchmark::State& state) {
    QTemporaryDir temporary;
    const sweeps::SweepFolder folder =
        sweeps::SweepFolder::create(temporary.path().toStdString() + "/sweep", planOf(kRuns));
    finish(folder);
    for (auto each : state)
        benchmark::DoNotOptimize(sweeps::statusOf(folder));
}

BENCHMARK(sortTable)->Unit(benchmark::kMillisecond);
BENCHMARK(filterTable)->Unit(benchmark::kMillisecond);
BENCHMARK(updateRow)->Unit(benchmark::kMillisecond);
BENCHMARK(drawPlots)->Unit(benchmark::kMillisecond);
BENCHMARK(brush)->Unit(benchmark::kMillisecond);
BENCHMARK(openAgain)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(5);
BENCHMARK(openFirst)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK(readRuns)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

} // namespace

int main(int count, char** values) {
    QApplication application(count, values);
    widgets::applyTheme(application, widgets::ThemeChoice::dark);
    benchmark::Initialize(&count, values);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
