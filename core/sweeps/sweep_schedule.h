// What the runner does in one look around: takes in what children did, stops those that nobody wants any
// more, starts others. One thread.
#pragma once

#include <chrono>
#include <list>
#include <map>
#include <string>

#include "core/sweeps/point_run.h"
#include "core/sweeps/result_cache.h"
#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_pace.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

/// What people want at the moment of a look.
struct Wishes {
    Arrangement arrangement;
    std::set<std::string> restored; ///< failed points that shall be tried again
    int jobs = 1;
    bool stop = false;

    bool holds() const { return stop || arrangement.paused; } ///< nothing is to run
};

class SweepSchedule {
public:
    SweepSchedule(const SweepFolder& folder, std::filesystem::path program);

    /// Reads where every point stands; failed ones are to be tried again where asked for.
    void begin(bool retryFailed);
    /// True when a point changed its state. @throws base::RunError
    bool look(const Wishes& wishes);
    /// Nothing runs, and nothing is left that may be started once nobody holds it.
    bool isOver(const Wishes& wishes) const;
    bool isIdle() const { return m_running.empty(); }
    SweepStatus status(const Wishes& wishes) const;
    /// Asks all children to save and leave, and waits for them.
    void leave();
    /// Keeps what is finished for the next time.
    void remember() { m_results.save(); }

private:
    using Clock = std::chrono::steady_clock;
    /// Ends of a point's processes that came from outside.
    struct Deaths {
        int count = 0;
        std::int64_t checkpoint = -1;
    };

    bool reap();
    void judge(PointRun& run);
    bool diedTooOften(const std::string& id);
    void release(const Wishes& wishes);
    bool retry(const std::set<std::string>& ids);
    bool lookElsewhere();
    bool fill(const Wishes& wishes);
    bool mayStart(const std::string& id, const Wishes& wishes) const;
    void notePace();

    const SweepFolder& m_folder;
    std::filesystem::path m_program;
    ResultCache m_results;
    std::map<std::string, PointStatus> m_points;
    std::list<PointRun> m_running;
    std::map<std::string, Deaths> m_deaths;
    SweepPace m_pace;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_looked_elsewhere = m_begin;
};

} // namespace ld3m::sweeps
