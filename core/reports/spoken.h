// Numbers as people say them, the same in window, terminal and sentences.
#pragma once

#include <cstdint>
#include <string>

namespace ld3m::reports {

/// "1.2 GiB", "430 MiB", "12 KiB".
std::string spokenBytes(double bytes);
/// "40 ms", "2.4 s", "42 s", "25 min", "3 h 10 min", "2 d 4 h".
std::string spokenSeconds(double seconds);
/// "5,000": groups of three from four digits on.
std::string spokenCount(std::int64_t count);
/// "1 class", "2 classes", "5,000 images".
std::string counted(std::int64_t count, const std::string& one, const std::string& many);

} // namespace ld3m::reports
