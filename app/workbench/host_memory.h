// Memory of this process and of this computer, from the kernel.
#pragma once

#include <cstdint>

namespace ld3m::workbench {

struct HostMemory {
    std::int64_t used = 0;  ///< bytes that this process has in memory
    std::int64_t total = 0; ///< bytes of the computer
};

HostMemory hostMemory();

} // namespace ld3m::workbench
