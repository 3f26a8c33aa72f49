#include "core/evaluation/rate_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ld3m::evaluation {
namespace {

using settings::RateSchedule;

constexpr double kStart = 1e-7; // of the peak
constexpr double kLongestMemory = 0.995;

std::int64_t lastBeforeDrop(std::int64_t epochs) {
    return epochs / 2 + 1;
}

double twoDrops(std::int64_t epoch, std::int64_t epochs) {
    if (epoch < 2 * epochs / 3)
        return 1;
    return epoch < 5 * epochs / 6 ? 0.2 : 0.04;
}

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

double rateAt(RateSchedule schedule, std::int64_t epoch, std::int64_t epochs, double peak) {
    switch (schedule) {
    case RateSchedule::warm_up_cosine:
        return rateAt(epoch, epochs, peak);
    case RateSchedule::drop:
        return epoch <= lastBeforeDrop(epochs) ? peak : peak * 0.1;
    case RateSchedule::two_drops:
        return peak * twoDrops(epoch, epochs);
    case RateSchedule::cosine:
        return peak *
               (1 + std::cos(std::numbers::pi * static_cast<double>(epoch) / static_cast<double>(epochs))) /
               2;
    case RateSchedule::constant:
        break;
    }
    return peak;
}

std::int64_t passesOf(RateSchedule schedule, std::int64_t epochs) {
    return schedule == RateSchedule::drop ? epochs + 1 : epochs;
}

bool startsAnew(RateSchedule schedule, std::int64_t epoch, std::int64_t epochs) {
    return schedule == RateSchedule::drop && epoch == lastBeforeDrop(epochs) + 1;
}

double averagingDecay(std::int64_t update) {
    const auto n = static_cast<double>(update);
    return std::min(kLongestMemory, n / (n + 1));
}

} // namespace ld3m::evaluation
