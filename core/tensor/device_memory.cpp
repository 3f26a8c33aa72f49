#include "core/tensor/device_memory.h"

#include <c10/core/CachingDeviceAllocator.h>

namespace ld3m::tensor {

std::int64_t heldMemory(const c10::Device& device) {
    if (device.is_cpu())
        return 0;
    const auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const c10::DeviceIndex index = device.has_index() ? device.index() : c10::DeviceIndex{0};
    return c10::getDeviceAllocator(device.type())->getDeviceStats(index).reserved_bytes[all].current;
}

} // namespace ld3m::tensor
