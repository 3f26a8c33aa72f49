#include "core/reports/spoken.h"

#include <array>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace ld3m::reports {
namespace {

constexpr double kKibi = 1024;
constexpr const char* kGroup = ",";

std::string fixed(double value, int digits) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(digits) << value;
    return out.str();
}

/// Both parts of "3 h 10 min"; the smaller one only where there is any.
std::string twoUnits(std::int64_t all, std::int64_t whole, const char* large, const char* small) {
    std::string text = std::to_string(all / whole) + " " + large;
    return all % whole == 0 ? text : text + " " + std::to_string(all % whole) + " " + small;
}

} // namespace

std::string spokenBytes(double bytes) {
    static constexpr std::array kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    for (; bytes >= kKibi && unit + 1 < kUnits.size(); ++unit)
        bytes /= kKibi;
    return fixed(bytes, unit > 2 && bytes < 100 ? 1 : 0) + " " + kUnits[unit];
}

std::string spokenSeconds(double seconds) {
    if (seconds < 1)
        return fixed(1000 * seconds, seconds < 0.0095 ? 1 : 0) + " ms";
    if (seconds < 9.95)
        return fixed(seconds, 1) + " s";
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 90)
        return std::to_string(whole) + " s";
    const std::int64_t minutes = (whole + 30) / 60;
    if (minutes < 60)
        return std::to_string(minutes) + " min";
    return minutes < 60 * 48 ? twoUnits(minutes, 60, "h", "min")
                             : twoUnits((minutes + 30) / 60, 24, "d", "h");
}

std::string spokenCount(std::int64_t count) {
    std::string digits = std::to_string(count);
    if (digits.size() > 3)
        for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
            digits.insert(static_cast<std::size_t>(at), kGroup);
    return digits;
}

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
    return spokenCount(count) + " " + (count == 1 ? one : many);
}

} // namespace ld3m::reports
