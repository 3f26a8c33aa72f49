#include "core/priors/memory_probe.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <ATen/core/grad_mode.h>
#include <c10/core/Allocator.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Logging.h>
#include <c10/util/ThreadLocalDebugInfo.h>

namespace ld3m::priors {
namespace {

// Allocators report to whatever profiler is installed on the thread; this one only adds up.
class Meter : public c10::MemoryReportingInfoBase {
public:
    void reportMemoryUsage(void*, std::int64_t bytes, std::size_t, std::size_t, c10::Device) override {
        m_bytes += bytes;
        m_peak = std::max(m_peak, m_bytes);
    }
    bool memoryProfilingEnabled() const override { return true; }
    std::int64_t bytes() const { return m_bytes; }
    std::int64_t peak() const { return m_peak; }

private:
    std::int64_t m_bytes = 0;
    std::int64_t m_peak = 0;
};

/// Memory that came from another thread before and is freed on this one is no news, but c10 warns of it.
class Quiet {
public:
    Quiet() : m_before(FLAGS_caffe2_log_level) { FLAGS_caffe2_log_level = c10::GLOG_ERROR; }
    ~Quiet() { FLAGS_caffe2_log_level = m_before; }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    int m_before;
};

// A number in a file of the kernel's, or "no limit" when there is none.
std::int64_t numberIn(const char* file) {
    std::int64_t value = 0;
    return std::ifstream(file) >> value ? value : std::numeric_limits<std::int64_t>::max();
}

// "MemAvailable:   123 kB" of /proc/meminfo, in bytes.
std::int64_t hostBytes(const std::string& wanted) {
    std::ifstream file("/proc/meminfo");
    std::string key, unit;
    for (std::int64_t kilobytes = 0; file >> key >> kilobytes;) {
        std::getline(file, unit);
        if (key == wanted)
            return kilobytes * 1024;
    }
    return 0;
}

DeviceMemory hostMemory() {
    const std::int64_t limit = numberIn("/sys/fs/cgroup/memory.max");
    DeviceMemory memory{hostBytes("MemAvailable:"), std::min(hostBytes("MemTotal:"), limit)};
    if (limit != std::numeric_limits<std::int64_t>::max())
        memory.available =
            std::min(memory.available, limit - std::min(limit, numberIn("/sys/fs/cgroup/memory.current")));
    return memory;
}

} // namespace

std::int64_t keptBytes(const std::function<at::Tensor()>& compute) {
    const auto meter = std::make_shared<Meter>();
    const c10::DebugInfoGuard watching(c10::DebugInfoKind::PROFILER_STATE, meter);
    const at::AutoGradMode graph(true);
    const at::Tensor result = compute();
    return meter->bytes();
}

Spent spentBy(const std::function<void()>& work) {
    const auto meter = std::make_shared<Meter>();
    const Quiet quiet;
    const c10::DebugInfoGuard watching(c10::DebugInfoKind::PROFILER_STATE, meter);
    work();
    return {meter->peak(), meter->bytes()};
}

std::int64_t peakBytes(const std::function<void()>& work) {
    return spentBy(work).peak;
}

DeviceMemory memoryOf(const c10::Device& device) {
    if (device.is_cpu())
        return hostMemory();
    c10::DeviceAllocator* allocator = c10::getDeviceAllocator(device.type());
    const c10::DeviceIndex index = device.has_index() ? device.index() : c10::DeviceIndex{0};
    const auto [free, total] = allocator->getMemoryInfo(index);
    const auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = allocator->getDeviceStats(index);
    const std::int64_t reusable = stats.reserved_bytes[all].current - stats.allocated_bytes[all].current;
    return {static_cast<std::int64_t>(free) + reusable, static_cast<std::int64_t>(total)};
}

} // namespace ld3m::priors
