// What `ld3m run RECIPE --run DIR --resume --json` does to a run folder, without arithmetic: the test program
// itself, started by a sweep. Its test class therefore has LD3M_POINT_MAIN instead of QTEST_GUILESS_MAIN.
#pragma once

#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/settings/recipe_file.h"
#include "tests/support/scripted_values.h"

namespace ld3m::tests {

/// objective.width says what a point's process does.
enum PointScript : std::int64_t {
    pointRuns = 8,
    pointFails = 13,     ///< before it makes a folder, unless there is a file "lucky" in the sweep
    pointDies = 14,      ///< is killed at iteration 3 each time
    pointStumbles = 15,  ///< is killed after each checkpoint but the last
    pointNeverEnds = 16, ///< waits at iteration 5 until it is interrupted
};

inline volatile std::sig_atomic_t g_pointInterrupted = 0;

/// One line in the sweep's "started" and one for each iteration in "worked": what was run how often.
inline void note(const std::filesystem::path& sweep, const char* file, const std::string& line) {
    std::ofstream(sweep / file, std::ios::app) << line + "\n" << std::flush;
}

inline int runPoint(const settings::Recipe& recipe, const std::filesystem::path& path) {
    const std::filesystem::path sweep = path.parent_path().parent_path();
    const std::int64_t script = recipe.objective.width;
    note(sweep, "started", path.filename().string());
    if (script == pointFails && !std::filesystem::exists(sweep / "lucky")) {
        std::cerr << "a warning\nld3m: objective.width = 13 brings no luck: take 8.\n";
        return 2;
    }
    const projects::RunFolder folder = projects::RunFolder::isRun(path)
                                           ? projects::RunFolder::open(path)
                                           : projects::RunFolder::create(path, recipe, {});
    const projects::RunLock lock(folder.lockFile());
    const std::vector<std::int64_t> checkpoints = folder.checkpoints();
    std::int64_t iteration = checkpoints.empty() ? 0 : checkpoints.back();
    projects::MetricsWriter::truncateAfter(folder.metricsFile(), iteration);
    projects::MetricsWriter metrics(folder.metricsFile());
    const std::int64_t last = recipe.distillation.iterations;
    const auto save = [&] { files::writeAtomically(folder.checkpointFile(iteration), "scripted"); };
    while (iteration < last) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (g_pointInterrupted || (script == pointNeverEnds && iteration == 5)) {
            while (!g_pointInterrupted)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            save();
            return 130;
        }
        metrics.append(scriptedReport(++iteration));
        note(sweep, "worked", path.filename().string());
        if (script == pointDies && iteration == 3)
            ::raise(SIGKILL);
        if (iteration == last)
            metrics.append(scriptedTable(iteration));
        if (iteration % recipe.run.checkpoint_every == 0 || iteration == last) {
            save();
            if (script == pointStumbles && iteration < last)
                ::raise(SIGKILL);
        }
    }
    return 0;
}

inline int pointMain(char** values) {
    std::signal(SIGINT, [](int) { g_pointInterrupted = 1; });
    return runPoint(settings::readRecipe(values[2]), values[4]);
}

} // namespace ld3m::tests

#define LD3M_POINT_MAIN_IN(Application, TestClass)                                                           \
    int main(int count, char** values) {                                                                     \
        if (count > 4 && std::string(values[1]) == "run")                                                    \
            return ld3m::tests::pointMain(values);                                                           \
        Application application(count, values);                                                              \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, count, values);                                                           \
    }

#define LD3M_POINT_MAIN(TestClass) LD3M_POINT_MAIN_IN(QCoreApplication, TestClass)
