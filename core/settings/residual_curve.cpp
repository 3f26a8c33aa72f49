#include "core/settings/residual_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/control_points.h"

namespace ld3m::settings {

namespace {

double interpolated(const std::vector<ControlPoint>& points, double u) {
    const auto right = std::find_if(points.begin() + 1, points.end() - 1,
                                    [u](const ControlPoint& point) { return point.u >= u; });
    const ControlPoint& left = *(right - 1);
    return left.w + (right->w - left.w) * (u - left.u) / (right->u - left.u);
}

} // namespace

double residualWeight(const PriorSettings& prior, double u) {
    constexpr double kSteepness = 4;
    switch (prior.residual_curve) {
    case ResidualCurve::linear:
        return u;
    case ResidualCurve::none:
        return 0;
    case ResidualCurve::constant:
        return 1;
    case ResidualCurve::cosine:
        return (1 - std::cos(std::numbers::pi * u)) / 2;
    case ResidualCurve::quadratic:
        return u * u;
    case ResidualCurve::sqrt:
        return std::sqrt(u);
    case ResidualCurve::exponential:
        return std::expm1(kSteepness * u) / std::expm1(kSteepness);
    case ResidualCurve::custom:
        return interpolated(controlPoints(prior.residual_points), u);
    }
    return 0;
}

std::vector<std::int64_t> timestepsOf(Timesteps rule, std::int64_t steps) {
    if (steps < 1 || steps > kTrainingTimesteps)
        throw base::InputError(
            base::text("prior.steps = ", steps, " is not between 1 and ", kTrainingTimesteps, "."));
    std::vector<std::int64_t> timesteps;
    if (rule == Timesteps::even) {
        const std::int64_t first = steps == kTrainingTimesteps ? 0 : 1;
        for (std::int64_t i = 0; i < steps; ++i)
            timesteps.push_back(first + i * kTrainingTimesteps / steps);
        return timesteps;
    }
    const std::int64_t stride = kTrainingTimesteps / steps;
    for (std::int64_t t = 0; t < kTrainingTimesteps; t += stride)
        timesteps.push_back(1 + t);
    if (timesteps.back() >= kTrainingTimesteps)
        throw base::InputError(base::text(
            "prior.timesteps = \"released\" cannot take prior.steps = ", steps, ": its stride of ", stride,
            " reaches timestep 1000, past the last one (so do 3, 9, 27, 36, 37, 101 "
            "to 111, 251 to 333 and all above 500 steps); set prior.timesteps = "
            "\"even\"."));
    return timesteps;
}

std::vector<ResidualStep> residualSteps(const PriorSettings& prior) {
    const std::vector<std::int64_t> timesteps = timestepsOf(prior.timesteps, prior.steps);
    const std::size_t n = timesteps.size();
    std::vector<ResidualStep> steps;
    for (std::size_t k = 0; k < n; ++k) {
        const auto remaining = static_cast<double>(n - k);
        ResidualStep step{.t = timesteps[n - 1 - k], .u = 1, .weight = 0};
        if (prior.residual == Residual::paper)
            step.u = remaining / static_cast<double>(n);
        else if (n > 1)
            step.u = (remaining - 1) / static_cast<double>(n - 1);
        if (prior.residual != Residual::off)
            step.weight = residualWeight(prior, step.u);
        steps.push_back(step);
    }
    return steps;
}

} // namespace ld3m::settings
