#include "core/sweeps/random_draw.h"

#include <algorithm>
#include <cmath>

#include "core/base/seeds.h"

namespace ld3m::sweeps {
namespace {

/// In [0,1).
double uniform(std::uint64_t seed) {
    constexpr double kSteps = 9007199254740992.0; // 2^53: what a double can tell apart
    return static_cast<double>(seed >> 10) / kSteps;
}

double toFourDigits(double number) {
    if (number == 0)
        return 0;
    const double digits = 3 - std::floor(std::log10(std::abs(number)));
    const double scale = std::pow(10, std::abs(digits));
    return digits >= 0 ? std::round(number * scale) / scale : std::round(number / scale) * scale;
}

settings::Value drawn(const Range& range, bool whole, double u) {
    // A whole number's bin reaches half a step to both sides, so that both ends are as likely as the others.
    const double low = whole ? range.min - 0.5 : range.min;
    const double high = whole ? range.max + 0.5 : range.max;
    const double number = range.logarithmic ? low * std::pow(high / low, u) : low + u * (high - low);
    if (whole)
        return static_cast<std::int64_t>(std::llround(std::clamp(std::round(number), range.min, range.max)));
    return std::clamp(toFourDigits(number), range.min, range.max);
}

} // namespace

settings::Value drawn(const Draw& draw, bool whole, std::int64_t seed, std::int64_t index) {
    const double u = uniform(base::streamSeed(static_cast<std::uint64_t>(seed), "sweep " + draw.key, index));
    if (const auto* range = std::get_if<Range>(&draw.from))
        return drawn(*range, whole, u);
    const auto& choices = std::get<std::vector<settings::Value>>(draw.from);
    return choices[static_cast<std::size_t>(u * static_cast<double>(choices.size()))];
}

} // namespace ld3m::sweeps
