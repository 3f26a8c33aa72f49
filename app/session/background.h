// A thread that does one thing again and again: after a wake-up, and at latest after an interval.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ld3m::session {

class Background {
public:
    /// `work` runs on the thread at once, after each wake() and every `interval` (zero: only after wake()).
    Background(std::chrono::milliseconds interval, std::function<void()> work);
    /// Waits for the work that is going on.
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    void wake();

private:
    void loop(const std::stop_token& stop);

    std::chrono::milliseconds m_interval;
    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_awake = false;
    std::jthread m_thread;
};

} // namespace ld3m::session
