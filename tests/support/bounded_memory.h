// While this lives, the process may grow by some bytes only; what asks for more gets std::bad_alloc.
#pragma once

#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace ld3m::tests {

class BoundedMemory {
public:
    /// Without effect under the address sanitizer, which reserves terabytes of addresses.
    explicit BoundedMemory([[maybe_unused]] rlim_t growth) {
        ::getrlimit(RLIMIT_AS, &m_before);
#ifndef __SANITIZE_ADDRESS__
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const rlimit limit = {pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + growth,
                              m_before.rlim_max};
        ::setrlimit(RLIMIT_AS, &limit);
#endif
    }
    ~BoundedMemory() {
        ::setrlimit(RLIMIT_AS, &m_before);
    }
    BoundedMemory(const BoundedMemory&) = delete;
    BoundedMemory& operator=(const BoundedMemory&) = delete;

private:
    rlimit m_before = {};
};

} // namespace ld3m::tests
