// Nothing is lost: how numbers and events leave a worker. The reader drains in batches, on its own timer.
#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace ld3m::base {

template<typename T>
class Channel {
public:
    /// Any thread.
    void send(T value) {
        std::lock_guard lock(m_mutex);
        m_values.push_back(std::move(value));
    }

    /// All values since the last call, oldest first. Any thread.
    std::vector<T> drain() {
        std::lock_guard lock(m_mutex);
        return std::exchange(m_values, {});
    }

private:
    std::mutex m_mutex;
    std::vector<T> m_values;
};

} // namespace ld3m::base
