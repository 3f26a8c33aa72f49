// A run on a background thread: started, steered by its Control, read through what it publishes, always
// joined.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <thread>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"

namespace ld3m::jobs {

class Job {
public:
    using Work = std::function<void(Control&, reports::Published&)>;

    /// Starts `work` on a thread of its own, at lower priority than the caller's so that a window stays
    /// fluid. Whatever it throws becomes a StateChange{failed} with the exception's sentence.
    explicit Job(Work work);
    /// Stops and joins.
    ~Job();
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    Control& control() { return m_control; }
    reports::Published& published() { return m_published; }
    /// The work has returned or failed.
    bool done() const { return m_done; }
    void wait();
    /// What the work threw, if anything; read it after done().
    std::exception_ptr problem() const { return m_problem; }

private:
    Control m_control;
    reports::Published m_published;
    std::exception_ptr m_problem;
    std::atomic<bool> m_done = false;
    std::jthread m_thread;
};

} // namespace ld3m::jobs
