// How much memory this process has, in bytes, as the kernel counts it.
#pragma once

#include <cstdint>
#include <string>

namespace ld3m::base {

/// A line of /proc/self/status: "VmRSS" is what is resident now and "VmHWM" its peak, mapped files included;
/// "RssAnon" is what only this process holds. 0 where there is no such line.
std::int64_t processMemory(const std::string& line);

/// Makes "VmHWM" begin anew at what the process has now.
void forgetProcessPeak();

/// Gives what was freed back to the system. The allocator keeps it for whoever asks next, and an iteration
/// asks for the sizes of the one before it. Takes milliseconds; for the end of large work.
void returnFreedMemory();

} // namespace ld3m::base
