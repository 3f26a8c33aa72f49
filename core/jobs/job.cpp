#include "core/jobs/job.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/process_memory.h"

namespace ld3m::jobs {
namespace {

// Linux keeps a nice value per thread; the threads that LibTorch starts from here inherit it.
void lowerPriority() {
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + 5);
}

} // namespace

Job::Job(Work work) {
    m_thread = std::jthread([this, work = std::move(work)] {
        lowerPriority();
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
