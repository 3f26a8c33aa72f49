#include "core/jobs/turns.h"

namespace ld3m::jobs {

void Turns::await(int arm, const std::function<bool()>& called) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return mayGo(arm) || called(); });
}

void Turns::pass(int arm) {
    std::lock_guard lock(m_mutex);
    if (m_order == Order::sequential || m_turn != arm)
        return;
    m_turn = 1 - arm;
    m_changed.notify_all();
}

void Turns::leave(int arm) {
    std::lock_guard lock(m_mutex);
    m_left[static_cast<std::size_t>(arm)] = true;
    m_changed.notify_all();
}

void Turns::wake() {
    std::lock_guard lock(m_mutex);
    m_changed.notify_all();
}

bool Turns::mayGo(int arm) const {
    return m_turn == arm || m_left[static_cast<std::size_t>(1 - arm)];
}

} // namespace ld3m::jobs
