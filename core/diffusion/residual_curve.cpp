#include "core/diffusion/residual_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/settings/control_points.h"

namespace ld3m::diffusion {

namespace {

double interpolated(const std::vector<settings::ControlPoint>& points, double u) {
    const auto right = std::find_if(points.begin() + 1, points.end() - 1,
                                    [u](const settings::ControlPoint& point) { return point.u >= u; });
    const settings::ControlPoint& left = *(right - 1);
    return left.w + (right->w - left.w) * (u - left.u) / (right->u - left.u);
}

} // namespace

double residualWeight(const settings::PriorSettings& prior, double u) {
    constexpr double kSteepness = 4;
    switch (prior.residual_curve) {
    case settings::ResidualCurve::linear:
        return u;
    case settings::ResidualCurve::none:
        return 0;
    case settings::ResidualCurve::constant:
        return 1;
    case settings::ResidualCurve::cosine:
        return (1 - std::cos(std::numbers::pi * u)) / 2;
    case settings::ResidualCurve::quadratic:
        return u * u;
    case settings::ResidualCurve::sqrt:
        return std::sqrt(u);
    case settings::ResidualCurve::exponential:
        return std::expm1(kSteepness * u) / std::expm1(kSteepness);
    case settings::ResidualCurve::custom:
        return interpolated(settings::controlPoints(prior.residual_points), u);
    }
    return 0;
}

} // namespace ld3m::diffusion
