// How much memory this process has, in bytes, as the kernel counts it.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace ld3m::tests {

/// A line of /proc/self/status: "VmHWM" is the peak of everything, mapped files included, "RssAnon" is what
/// only this process holds.
inline std::int64_t processMemory(const std::string& line) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == line + ":") {
            std::int64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

/// Makes "VmHWM" begin anew at what the process has now.
inline void forgetPeak() {
    std::ofstream("/proc/self/clear_refs") << 5;
}

} // namespace ld3m::tests
