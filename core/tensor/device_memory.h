// How much of a GPU's memory this process holds.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

namespace ld3m::tensor {

/// Bytes that LibTorch has reserved on this device, in use or kept for reuse; 0 for the CPU. Asks the
/// allocator's own books: the device is not waited for.
std::int64_t heldMemory(const c10::Device& device);

} // namespace ld3m::tensor
