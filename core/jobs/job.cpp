#include "core/jobs/job.h"

#include <chrono>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/process_memory.h"

namespace ld3m::jobs {
namespace {

/// Work that took less has left little to give back, and giving back stops whoever else asks for memory.
constexpr std::chrono::seconds kLarge(1);

// Linux keeps a nice value per thread; the threads that LibTorch starts from here inherit it.
void lowerPriority() {
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + 5);
}

} // namespace

Job::Job(Work work) {
    m_thread = std::jthread([this, work = std::move(work)] {
        lowerPriority();
        const auto begin = std::chrono::steady_clock::now();
        try {
            work(m_control, m_published);
        } catch (const Stopped&) {
            m_published.events.send(reports::StateChange{reports::RunState::stopped, 0, {}});
        } catch (const std::exception& problem) {
            m_problem = std::current_exception();
            m_published.events.send(reports::StateChange{reports::RunState::failed, 0, problem.what()});
        } catch (...) {
            m_problem = std::current_exception();
            m_published.events.send(reports::StateChange{reports::RunState::failed, 0,
                                                         "The run ended for a reason "
                                                         "that names itself nowhere; see the log."});
        }
        m_control.leaveTurns();
        if (std::chrono::steady_clock::now() - begin > kLarge)
            base::returnFreedMemory();
        m_done = true;
    });
}

Job::~Job() {
    m_control.stop();
}

void Job::wait() {
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace ld3m::jobs
