// Memory that this process holds: resident on the CPU, by the caching allocator on a CUDA device.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

namespace ld3m::bench {

struct MemoryInUse {
    std::int64_t now = 0;
    std::int64_t peak = 0;          ///< since forgetPeak()
    std::int64_t reserved_peak = 0; ///< CUDA's allocator; 0 on the CPU
};

MemoryInUse memoryInUse(const c10::Device& device);

/// Gives freed memory back to the system, and lets the peak begin anew at what is in use now.
void forgetPeak(const c10::Device& device);

} // namespace ld3m::bench
