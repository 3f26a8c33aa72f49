// Runs a sweep on this computer: a few child processes at once, each an `ld3m run` of one point. Where every
// point stands is read from its run folder, so whatever was killed goes on where its last checkpoint is and
// what is finished is left alone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/latest.h"
#include "core/projects/run_lock.h"
#include "core/sweeps/point_status.h"
#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_schedule.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

struct RunnerOptions {
    std::filesystem::path program; ///< ld3m
    int jobs = 1;                  ///< processes at once, at least 1
    bool retry_failed = false;     ///< points that failed earlier are tried again
    bool proceed = true;           ///< a sweep that was left paused goes on
    bool stay = false;             ///< run() waits for what may be restored later, and returns at stop() only
};

class SweepRunner {
public:
    /// Takes the folder's lock. @throws base::InputError when another process runs this sweep.
    SweepRunner(SweepFolder folder, RunnerOptions options);
    SweepRunner(const SweepRunner&) = delete;
    SweepRunner& operator=(const SweepRunner&) = delete;

    /// Blocks until every point is finished, failed or cancelled, or stop() was called and all children have
    /// saved their state and left. Children die with the thread that calls this. A paused sweep waits.
    /// @throws base::RunError when the disk or the system refuses; children are stopped before.
    void run();

    // From any thread; each returns at once. What people change is remembered in the folder.
    /// Starts nothing more and lets running points save a checkpoint and leave.
    void pause();
    void proceed();
    /// As pause, then run() returns. Final, and not remembered.
    void stop();
    /// Takes a point out; a running one saves a checkpoint and leaves. A finished one stays finished.
    void cancel(const std::string& id);
    /// Puts a cancelled or failed point back in its place.
    void restore(const std::string& id);
    /// The order of what is not begun; ids that are left out keep their order behind.
    void reorder(const std::vector<std::string>& ids);
    /// Running points go on when there are fewer jobs than before.
    void setJobs(int jobs);

    const SweepFolder& folder() const { return m_folder; }
    /// The newest status: at every change of a point's state, and twice a second. Any thread.
    base::Latest<SweepStatus>& published() { return m_published; }

private:
    void follow();
    Wishes takeWishes();
    void change(const std::function<void()>& apply);
    void publish(bool changed, const Wishes& wishes);

    SweepFolder m_folder;
    RunnerOptions m_options;
    projects::RunLock m_lock;
    SweepSchedule m_schedule; ///< of the thread that runs
    base::Latest<SweepStatus> m_published;
    std::chrono::steady_clock::time_point m_last_published;

    std::mutex m_mutex; ///< guards what stands below
    std::condition_variable m_changed;
    Wishes m_wishes;
    bool m_unsaved = false; ///< the arrangement is not yet in the folder
};

} // namespace ld3m::sweeps
