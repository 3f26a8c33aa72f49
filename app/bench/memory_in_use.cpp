#include "app/bench/memory_in_use.h"

#include <c10/core/CachingDeviceAllocator.h>

#include "core/base/process_memory.h"

namespace ld3m::bench {
namespace {

c10::DeviceIndex indexOf(const c10::Device& device) {
    return device.has_index() ? device.index() : c10::DeviceIndex{0};
}

} // namespace

MemoryInUse memoryInUse(const c10::Device& device) {
    if (device.is_cpu())
        return {.now = base::processMemory("VmRSS"), .peak = base::processMemory("VmHWM")};
    const auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = c10::getDeviceAllocator(device.type())->getDeviceStats(indexOf(device));
    return {.now = stats.allocated_bytes[all].current,
            .peak = stats.allocated_bytes[all].peak,
            .reserved_peak = stats.reserved_bytes[all].peak};
}

void forgetPeak(const c10::Device& device) {
    if (device.is_cpu()) {
        base::returnFreedMemory();
        base::forgetProcessPeak();
    } else {
        c10::getDeviceAllocator(device.type())->resetPeakStats(indexOf(device));
    }
}

} // namespace ld3m::bench
