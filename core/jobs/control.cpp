#include "core/jobs/control.h"

#include <utility>

namespace ld3m::jobs {

void Control::pause() {
    std::lock_guard lock(m_mutex);
    m_paused = true;
    m_stepping = false;
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
    std::lock_guard lock(m_mutex);
    m_stop = true;
    m_changed.notify_all();
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
    std::lock_guard lock(m_mutex);
    if (std::exchange(m_stepping, false))
        m_paused = true;
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
