// Seconds between laps, with the device's queue drained at each.
#pragma once

#include <chrono>

#include <c10/core/Device.h>

namespace ld3m::bench {

class Stopwatch {
public:
    explicit Stopwatch(c10::Device device);

    /// Seconds since the start or the last lap.
    double lap();

private:
    void drain() const;

    c10::Device m_device;
    std::chrono::steady_clock::time_point m_mark;
};

} // namespace ld3m::bench
