// The CPU's cores: how many of them operators use, and independent pieces of work on one core each.
#pragma once

#include <cstdint>
#include <functional>

namespace ld3m::tensor {

/// Sets the thread count for CPU work of this process; 0 takes all cores, or as many
/// as the environment variable LD3M_THREADS grants.
void useThreads(std::int64_t threads);

/// body(i) for every i in [0, count), shared out over the cores in use; every operator inside a body runs on
/// one core. For many small operators this beats splitting each of them. What a body throws is thrown here.
/// Jobs that work at the same time take turns.
void sideBySide(std::int64_t count, const std::function<void(std::int64_t)>& body);

} // namespace ld3m::tensor
