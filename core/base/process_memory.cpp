#include "core/base/process_memory.h"

#include <fstream>

#ifdef LD3M_TCMALLOC
#include <gperftools/malloc_extension_c.h>
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

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
#ifdef LD3M_TCMALLOC
    ::MallocExtension_ReleaseFreeMemory();
#elif defined(__GLIBC__)
    ::malloc_trim(0);
#endif
}

} // namespace ld3m::base
