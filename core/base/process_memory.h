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

/// Gives what was freed back to the system. The C library keeps it for each thread that ever computed: after
/// an hour of runs that was 4.3 of 5.1 GB. Takes milliseconds; for the end of large work.
void returnFreedMemory();

/// What is freed stays for whoever asks next, until returnFreedMemory(). An iteration asks for the sizes of
/// the one before it; given back in between, each page comes new and costs a fault: 9 to 22 % of the time of
/// the demo's iterations (docs/results/performance.md). Before the first large allocation.
void keepFreedMemory();

/// The C library gives nearly every thread a store of its own, sixteen on two cores, and each keeps the pages
/// of whatever small thing is still in use among them. For a program that is open all day: one for the main
/// thread and one for all others. Before any other thread starts.
void shareMemoryStores();

} // namespace ld3m::base
