#include "app/workbench/host_memory.h"

#include <fstream>

#include <unistd.h>

namespace ld3m::workbench {

HostMemory hostMemory() {
    const std::int64_t page = sysconf(_SC_PAGESIZE);
    std::int64_t virtualPages = 0;
    std::int64_t residentPages = 0;
    std::ifstream("/proc/self/statm") >> virtualPages >> residentPages;
    return {residentPages * page, sysconf(_SC_PHYS_PAGES) * page};
}

} // namespace ld3m::workbench
