#include "core/base/thread_waiting.h"

#include <cstdlib>
#include <filesystem>

#include <unistd.h>

namespace ld3m::base {

void spinBriefly(char** arguments) {
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT"))
        return;
    std::error_code unreadable;
    // By its own name: begun as /proc/self/exe, the process would be called "exe".
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    if (unreadable || ::setenv("GOMP_SPINCOUNT", "1000", 1) != 0)
        return;
    ::execv(program.c_str(), arguments); // returns only where it failed: slower beside others, nothing worse
}

} // namespace ld3m::base
