// ld3m sweep: many runs of one recipe, a few at once, as a file says.
#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <thread>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_line.h"
#include "app/cli/sweep_output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/sweeps/plan_file.h"
#include "core/sweeps/sweep_runner.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using sweeps::PointState;

struct SweepOptions {
    std::string plan;
    std::string into;
    std::vector<std::string> overrides;
    int jobs = 1;
    bool dry_run = false;
    bool retry_failed = false;
    bool force = false;
    std::string csv;
};

/// Tells how a sweep goes: a line that is drawn over on a terminal, else a line for each change of a point.
class SweepConsole {
public:
    void show(const sweeps::SweepStatus& status) {
        for (const sweeps::PointStatus& point : status.points) {
            const auto known = m_states.find(point.id);
            const bool changed = known != m_states.end() && known->second != point.state;
            m_states[point.id] = point.state;
            if (changed && (point.state == PointState::failed || point.state == PointState::finished))
                line(pointLine(point));
        }
        m_line.show(sweepLine(status));
    }
    void line(const std::string& text) {
        m_line.clear();
        std::cout << text << std::endl;
    }
    void clear() { m_line.clear(); }

private:
    StatusLine m_line;
    std::map<std::string, PointState> m_states;
};

/// Runs it on a thread of its own until it is over or Ctrl-C asks to stop. @returns whether it was asked
bool follow(sweeps::SweepRunner& runner, SweepConsole& console) {
    std::atomic<bool> done = false;
    std::exception_ptr problem;
    std::jthread worker([&] {
        try {
            runner.run();
        } catch (...) {
            problem = std::current_exception();
        }
        done = true;
    });
    bool told = false;
    while (!done) {
        if (const auto status = runner.published().take())
            console.show(*status);
        if (interrupted() && !told) {
            told = true;
            console.line(
                "Stopping: the runs that are on save their state; press Ctrl-C again to leave at once.");
            runner.stop();
        }
        std::this_thread::sleep_for(50ms);
    }
    worker.join();
    if (const auto status = runner.published().take())
        console.show(*status);
    console.clear();
    if (problem)
        std::rethrow_exception(problem);
    return told;
}

fs::path folderFor(const SweepOptions& options) {
    return options.into.empty() ? fs::path("sweeps") / fs::path(options.plan).stem() : fs::path(options.into);
}

sweeps::SweepFolder folderOf(const SweepOptions& options) {
    if (!sweeps::SweepFolder::isSweep(options.plan))
        return sweeps::SweepFolder::createOrOpen(
            folderFor(options), sweeps::readPlan(options.plan, options.overrides), options.force);
    if (!options.overrides.empty() || !options.into.empty())
        throw base::InputError(base::text(options.plan,
                                          " is a sweep that was begun and keeps its settings and its "
                                          "folder: leave out --set and --into, or give a sweep's file."));
    return sweeps::SweepFolder::open(options.plan);
}

int list(const SweepOptions& options) {
    const bool begun = sweeps::SweepFolder::isSweep(options.plan);
    const sweeps::SweepPlan plan = begun ? sweeps::SweepFolder::open(options.plan).plan()
                                         : sweeps::readPlan(options.plan, options.overrides);
    const std::vector<sweeps::SweepPoint> points = sweeps::soundPointsOf(plan);
    std::cout << points.size() << (points.size() == 1 ? " point" : " points") << " for "
              << (begun ? fs::path(options.plan) : folderFor(options)).string() << ":\n\n"
              << pointTable(sweeps::tableOf(plan, points)) << std::flush;
    return kDone;
}

int conclude(const SweepOptions& options, const sweeps::SweepFolder& folder, bool stopped) {
    const sweeps::SweepStatus status = sweeps::statusOf(folder);
    const sweeps::SweepTable table = sweeps::tableOf(folder.plan(), folder.points(), status);
    if (!options.csv.empty())
        files::writeAtomically(options.csv, sweepCsv(table));
    std::cout << '\n' << sweepText(table) << std::flush;
    if (const int failed = status.count(PointState::failed); failed > 0)
        std::cerr << failed << " failed; " << (folder.path() / "failed").string()
                  << " says why, and --retry-failed tries again." << std::endl;
    if (stopped) {
        std::cerr << "Stopped; the same command goes on." << std::endl;
        return kInterrupted;
    }
    return status.count(PointState::failed) > 0 ? kFailed : kDone;
}

int sweep(const SweepOptions& options) {
    if (options.dry_run)
        return list(options);
    const sweeps::SweepFolder folder = folderOf(options);
    watchInterrupts();
    sweeps::SweepRunner runner(folder, {.program = fs::read_symlink("/proc/self/exe"),
                                        .jobs = options.jobs,
                                        .retry_failed = options.retry_failed});
    std::cout << "Sweep folder: " << folder.path().string() << ", " << folder.points().size() << " points"
              << std::endl;
    SweepConsole console;
    const bool stopped = follow(runner, console);
    return conclude(options, folder, stopped);
}

} // namespace

void addSweepCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<SweepOptions>();
    CLI::App* command =
        app.add_subcommand("sweep", "Run a recipe with many settings: grid, random draws, seeds");
    command
        ->add_option("plan", options->plan,
                     "Sweep file (.toml), such as projects/sweeps/demo.toml; or the folder of a sweep, to go "
                     "on with it")
        ->required();
    command->add_option("--into", options->into,
                        "Folder of the sweep (default: sweeps/<file's name>); one that is there goes on");
    command->add_option("--jobs", options->jobs, "Runs at once (default: 1)")->check(CLI::Range(1, 1024));
    command
        ->add_option("--set", options->overrides, "KEY=VALUE for all runs, as in distillation.iterations=200")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--dry-run", options->dry_run, "Only list the points");
    command->add_flag("--retry-failed", options->retry_failed, "Try failed points again");
    command->add_flag(
        "--force", options->force,
        "Take a changed sweep file for a folder that was begun with another; fitting runs are kept");
    command->add_option("--csv", options->csv, "Write the table to this file, too");
    command->callback([options, &action] { action = [options] { return sweep(*options); }; });
}

} // namespace ld3m::cli
