#include "core/jobs/control.h"

#include <utility>

namespace ld3m::jobs {

void Control::pause() {
    std::shared_ptr<Turns> turns;
    {
        std::lock_guard lock(m_mutex);
        m_paused = true;
        m_stepping = false;
        turns = m_turns;
    }
    if (turns)
        turns->wake();
}

void Control::resume() {
    std::lock_guard lock(m_mutex);
    m_paused = false;
    m_stepping = false;
    m_changed.notify_all();
}

void Control::step() {
    std::lock_guard lock(m_mutex);
    m_paused = false;
    m_stepping = true;
    m_changed.notify_all();
}

void Control::stop() {
    std::shared_ptr<Turns> turns;
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
        m_changed.notify_all();
        turns = m_turns;
    }
    if (turns)
        turns->wake();
}

void Control::edit(std::string key, settings::Value value) {
    std::lock_guard lock(m_mutex);
    m_edits.push_back({std::move(key), std::move(value)});
}

bool Control::stopAsked() const {
    std::lock_guard lock(m_mutex);
    return m_stop;
}

bool Control::waiting() const {
    std::lock_guard lock(m_mutex);
    return m_waiting;
}

void Control::checkpoint() {
    if (!m_turns) {
        serve();
        return;
    }
    // Asked in this order: an arm that is paused holds its turn, and one that waits for its turn can be
    // paused.
    do {
        serve();
        m_turns->await(m_arm, [this] { return called(); });
    } while (called());
}

bool Control::called() const {
    std::lock_guard lock(m_mutex);
    return m_paused || m_stop;
}

void Control::serve() {
    std::unique_lock lock(m_mutex);
    if (m_paused && !m_stop) {
        const auto callback = m_onPause;
        lock.unlock();
        if (callback)
            callback(true);
        lock.lock();
        m_waiting = true;
        m_changed.wait(lock, [this] { return !m_paused || m_stop; });
        m_waiting = false;
        lock.unlock();
        if (callback)
            callback(false);
        lock.lock();
    }
    if (m_stop)
        throw Stopped{};
}

void Control::iterationDone() {
    {
        std::lock_guard lock(m_mutex);
        if (std::exchange(m_stepping, false))
            m_paused = true;
    }
    if (m_turns)
        m_turns->pass(m_arm);
}

void Control::takeTurns(std::shared_ptr<Turns> turns, int arm) {
    std::lock_guard lock(m_mutex);
    m_turns = std::move(turns);
    m_arm = arm;
}

void Control::leaveTurns() {
    if (m_turns)
        m_turns->leave(m_arm);
}

std::vector<Control::Edit> Control::takeEdits() {
    std::lock_guard lock(m_mutex);
    return std::exchange(m_edits, {});
}

void Control::onPause(std::function<void(bool)> callback) {
    std::lock_guard lock(m_mutex);
    m_onPause = std::move(callback);
}

} // namespace ld3m::jobs
