#include "core/evaluation/rate_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ld3m::evaluation {
namespace {

constexpr double kStart = 1e-7; // of the peak
constexpr double kLongestMemory = 0.995;

} // namespace

double rateAt(std::int64_t epoch, std::int64_t epochs, double peak) {
    const auto half = static_cast<double>(epochs / 2);
    const auto e = static_cast<double>(epoch);
    if (half == 0)
        return peak;
    if (e <= half)
        return peak * (kStart + (1 - kStart) * e / half);
    return peak * (1 + std::cos(std::numbers::pi * (e - half - 1) / half)) / 2;
}

double averagingDecay(std::int64_t update) {
    const auto n = static_cast<double>(update);
    return std::min(kLongestMemory, n / (n + 1));
}

} // namespace ld3m::evaluation
