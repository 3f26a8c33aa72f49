#include "app/session/background.h"

namespace ld3m::session {

Background::Background(std::chrono::milliseconds interval, std::function<void()> work)
    : m_interval(interval), m_work(std::move(work)),
      m_thread([this](const std::stop_token& stop) { loop(stop); }) {}

Background::~Background() = default;

void Background::wake() {
    std::lock_guard lock(m_mutex);
    m_awake = true;
    m_changed.notify_all();
}

void Background::loop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        m_work();
        std::unique_lock lock(m_mutex);
        if (m_interval.count() > 0)
            m_changed.wait_for(lock, stop, m_interval, [this] { return m_awake; });
        else
            m_changed.wait(lock, stop, [this] { return m_awake; });
        m_awake = false;
    }
}

} // namespace ld3m::session
