#include "core/base/process_memory.h"

#include <fstream>

#include <dlfcn.h>
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
    // By name, for this folder knows no LibTorch: a build of it without MKL has no such function.
    if (void* const found = ::dlsym(RTLD_DEFAULT, "mkl_serv_free_buffers"))
        reinterpret_cast<void (*)()>(found)();
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

void shareMemoryStores() {
#ifdef __GLIBC__
    ::mallopt(M_ARENA_MAX, 2);
#endif
}

} // namespace ld3m::base
