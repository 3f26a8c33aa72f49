// What this process and this computer use of processors and memory, as the kernel counts it.
#pragma once

#include <cstdint>
#include <string>

namespace ld3m::base {

struct HostUsage {
    double process_load = 0; ///< of this process, share of all processors, 0 to 1, since the look before
    double machine_load = 0; ///< of everything that runs
    std::int64_t process_memory = 0; ///< bytes resident
    std::int64_t machine_memory = 0; ///< bytes that are not available any more
    std::int64_t total_memory = 0;   ///< bytes of the computer
};

/// Looks again and again; loads are means between two looks, 0 at the first. One thread.
class HostWatch {
public:
    /// @param proc where the kernel shows its numbers
    explicit HostWatch(std::string proc = "/proc") : m_proc(std::move(proc)) {}

    /// What cannot be read stays 0.
    HostUsage look();

private:
    std::string m_proc;
    std::int64_t m_processTicks = -1;
    std::int64_t m_busyTicks = 0;
    std::int64_t m_allTicks = 0;
};

} // namespace ld3m::base
