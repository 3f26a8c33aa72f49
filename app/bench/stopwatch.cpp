#include "app/bench/stopwatch.h"

#include <ATen/DeviceAccelerator.h>

namespace ld3m::bench {

Stopwatch::Stopwatch(c10::Device device) : m_device(device) {
    drain();
    m_mark = std::chrono::steady_clock::now();
}

double Stopwatch::lap() {
    drain();
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - m_mark).count();
    m_mark = now;
    return seconds;
}

void Stopwatch::drain() const {
    if (!m_device.is_cpu())
        at::accelerator::synchronizeDevice(m_device.has_index() ? m_device.index() : c10::DeviceIndex{0});
}

} // namespace ld3m::bench
