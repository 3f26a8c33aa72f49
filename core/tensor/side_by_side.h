// Independent pieces of work, one core each.
#pragma once

#include <cstdint>
#include <functional>

namespace ld3m::tensor {

/// body(i) for every i in [0, count), shared out over the CPU's cores; every operator inside a body runs on
/// one core. For many small operators this beats splitting each of them. What a body throws is thrown here.
void sideBySide(std::int64_t count, const std::function<void(std::int64_t)>& body);

} // namespace ld3m::tensor
