// Measuring memory: what a computation's graph keeps, and what a device has.
#pragma once

#include <cstdint>
#include <functional>

#include <ATen/core/Tensor.h>

namespace ld3m::priors {

/// Evaluates with graph. Bytes that this thread has allocated more than freed while the result is still
/// alive.
std::int64_t keptBytes(const std::function<at::Tensor()>& compute);

/// Bytes that a piece of work allocated more than it freed, on its own thread: at its peak, and after it.
struct Spent {
    std::int64_t peak = 0;
    std::int64_t left = 0;
};
Spent spentBy(const std::function<void()>& work);

/// The most bytes that this thread had allocated more than freed at any moment of `work`. Operators that hand
/// their work to other threads still allocate on this one.
std::int64_t peakBytes(const std::function<void()>& work);

struct DeviceMemory {
    std::int64_t available = 0; ///< free, or cached and reusable by this process
    std::int64_t total = 0;
};

/// Of a CUDA device, or of the host within its control group's limit.
DeviceMemory memoryOf(const c10::Device& device);

} // namespace ld3m::priors
