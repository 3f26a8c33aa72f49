#include "app/session/sweep_follower.h"

#include "core/projects/run_lock.h"

namespace ld3m::session {
namespace {

constexpr std::chrono::milliseconds kInterval(1000);

} // namespace

SweepFollower::SweepFollower(QObject* parent)
    : QObject(parent), m_background(kInterval, [this] { look(); }) {}

void SweepFollower::follow(std::shared_ptr<const sweeps::SweepFolder> folder) {
    {
        const std::lock_guard lock(m_mutex);
        m_folder = std::move(folder);
        ++m_number;
        m_wanted = m_folder != nullptr;
    }
    m_background.wake();
}

void SweepFollower::lookAgain() {
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = m_folder != nullptr;
    }
    m_background.wake();
}

void SweepFollower::look() {
    std::shared_ptr<const sweeps::SweepFolder> folder;
    int number = 0;
    bool wanted = false;
    {
        const std::lock_guard lock(m_mutex);
        folder = m_folder;
        number = m_number;
        wanted = std::exchange(m_wanted, false);
    }
    if (!folder)
        return;
    if (number != m_knownOf) {
        m_results = std::make_unique<sweeps::ResultCache>(*folder);
        m_resultsOf = folder;
        m_knownOf = number;
        m_held = false;
    }
    const bool held = projects::RunLock::held(folder->lockFile());
    if (!wanted && !held && !m_held)
        return;
    m_held = held;
    const sweeps::SweepStatus status = sweeps::statusOf(*folder, *m_results);
    if (!held) // else it is another's to keep
        m_results->save();
    QMetaObject::invokeMethod(
        this,
        [this, number, held, status] {
            {
                const std::lock_guard lock(m_mutex);
                if (number != m_number)
                    return; // another sweep overtook it
            }
            Q_EMIT read(status, held);
        },
        Qt::QueuedConnection);
}

} // namespace ld3m::session
