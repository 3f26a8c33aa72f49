#include "core/base/process_memory.h"

#include <fstream>
#include <limits>

#include <malloc.h>

namespace ld3m::base {

std::int64_t processMemory(const std::string& line) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == line + ":") {
            std::int64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

void forgetProcessPeak() {
    std::ofstream("/proc/self/clear_refs") << 5;
}

void returnFreedMemory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

void keepFreedMemory() {
#ifdef __GLIBC__
    constexpr int kNever = std::numeric_limits<int>::max();
    ::mallopt(M_MMAP_THRESHOLD, kNever); // a block that is mapped alone is unmapped when it is freed
    ::mallopt(M_TRIM_THRESHOLD, kNever);
#endif
}

void shareMemoryStores() {
#ifdef __GLIBC__
    ::mallopt(M_ARENA_MAX, 2);
#endif
}

} // namespace ld3m::base
