#include "core/diffusion/noise_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ld3m::diffusion {
namespace {

// Counted from both ends, as Torch's linspace is, so that the last value is exactly `end`.
std::vector<double> linspace(double start, double end) {
    std::vector<double> values(kTimesteps);
    const double step = (end - start) / static_cast<double>(kTimesteps - 1);
    for (std::int64_t i = 0; i < kTimesteps; ++i)
        values[static_cast<std::size_t>(i)] = i < kTimesteps / 2
                                                  ? start + step * static_cast<double>(i)
                                                  : end - step * static_cast<double>(kTimesteps - 1 - i);
    return values;
}

std::vector<double> cosine() {
    constexpr double kOffset = 0.008;
    const auto curve = [](std::int64_t i) {
        const double u = static_cast<double>(i) / static_cast<double>(kTimesteps);
        return std::pow(std::cos((u + kOffset) / (1 + kOffset) * std::numbers::pi / 2), 2);
    };
    std::vector<double> betas(kTimesteps);
    for (std::int64_t i = 0; i < kTimesteps; ++i) {
        const double ratio = (curve(i + 1) / curve(0)) / (curve(i) / curve(0));
        betas[static_cast<std::size_t>(i)] = std::clamp(1 - ratio, 0.0, 0.999);
    }
    return betas;
}

std::vector<double> betasOf(BetaRule rule, double start, double end) {
    if (rule == BetaRule::cosine)
        return cosine();
    const bool roots = rule == BetaRule::linear;
    std::vector<double> betas = roots ? linspace(std::sqrt(start), std::sqrt(end)) : linspace(start, end);
    for (double& beta : betas) {
        if (rule == BetaRule::linear)
            beta *= beta;
        else if (rule == BetaRule::sqrt)
            beta = std::sqrt(beta);
    }
    return betas;
}

} // namespace

NoiseSchedule NoiseSchedule::make(BetaRule rule, double start, double end) {
    NoiseSchedule schedule;
    schedule.betas = betasOf(rule, start, end);
    double product = 1;
    for (const double beta : schedule.betas)
        schedule.alphas_cumprod.push_back(product *= 1 - beta);
    return schedule;
}

double NoiseSchedule::signal(std::int64_t t) const {
    return static_cast<float>(std::sqrt(alphas_cumprod[static_cast<std::size_t>(t)]));
}

double NoiseSchedule::noise(std::int64_t t) const {
    return static_cast<float>(std::sqrt(1 - alphas_cumprod[static_cast<std::size_t>(t)]));
}

} // namespace ld3m::diffusion
