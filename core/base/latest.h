// The newest value wins: how pictures leave a worker. Neither side ever waits for the other.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace ld3m::base {

template<typename T>
class Latest {
public:
    /// Replaces a value that nobody has taken yet. Any thread.
    void publish(T value) {
        std::lock_guard lock(m_mutex);
        m_value = std::move(value);
    }

    /// The newest value not taken before, or nothing. Any thread.
    std::optional<T> take() {
        std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

} // namespace ld3m::base
