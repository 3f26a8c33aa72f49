// How people steer a running job. One mechanism serves stop, pause and single step; the worker asks it often.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/jobs/turns.h"
#include "core/settings/field.h"

namespace ld3m::jobs {

/// Thrown by Control::checkpoint() on the worker's thread when a stop was asked: unwinds to the loop's edge.
struct Stopped {};

class Control {
public:
    struct Edit {
        std::string key;
        settings::Value value;
    };

    // From any thread; each returns at once.
    void pause();
    void resume();
    /// Lets a paused job finish one iteration, then pauses again. Starts paused jobs only; else pauses after
    /// one.
    void step();
    /// Final: a stopped job also leaves a pause.
    void stop();
    /// A live edit, applied by the worker at its next iteration.
    void edit(std::string key, settings::Value value);
    bool stopAsked() const;
    /// The worker is blocked in checkpoint() because of a pause.
    bool waiting() const;

    // From the worker only.
    /// Called within every inner step. Blocks while paused and while it is another arm's turn. @throws
    /// Stopped
    void checkpoint();
    /// One iteration is complete: serves step(), and passes the turn on.
    void iterationDone();
    std::vector<Edit> takeEdits();
    /// Called on the worker's thread with true just before it blocks in a pause, with false after it.
    void onPause(std::function<void(bool paused)> callback);
    /// Before the first checkpoint(): this job is one of two arms that take turns.
    void takeTurns(std::shared_ptr<Turns> turns, int arm);
    /// The job is over: the other arm goes on alone.
    void leaveTurns();

private:
    void serve();
    bool called() const;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    bool m_stop = false;
    bool m_stepping = false;
    bool m_waiting = false;
    std::vector<Edit> m_edits;
    std::function<void(bool)> m_onPause;
    std::shared_ptr<Turns> m_turns; ///< null: alone
    int m_arm = 0;
};

} // namespace ld3m::jobs
