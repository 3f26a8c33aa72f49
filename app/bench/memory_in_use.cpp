#include "app/bench/memory_in_use.h"

#include <malloc.h>

#include <fstream>
#include <string>

#include <c10/core/CachingDeviceAllocator.h>

namespace ld3m::bench {
namespace {

/// "VmHWM:  123 kB" of /proc/self/status, in bytes.
std::int64_t statusBytes(const std::string& line) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == line + ":") {
            std::int64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

c10::DeviceIndex indexOf(const c10::Device& device) {
    return device.has_index() ? device.index() : c10::DeviceIndex{0};
}

} // namespace

MemoryInUse memoryInUse(const c10::Device& device) {
    if (device.is_cpu())
        return {.now = statusBytes("VmRSS"), .peak = statusBytes("VmHWM")};
    const auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = c10::getDeviceAllocator(device.type())->getDeviceStats(indexOf(device));
    return {.now = stats.allocated_bytes[all].current,
            .peak = stats.allocated_bytes[all].peak,
            .reserved_peak = stats.reserved_bytes[all].peak};
}

void forgetPeak(const c10::Device& device) {
    if (device.is_cpu()) {
        ::malloc_trim(0);
        std::ofstream("/proc/self/clear_refs") << 5;
    } else {
        c10::getDeviceAllocator(device.type())->resetPeakStats(indexOf(device));
    }
}

} // namespace ld3m::bench
