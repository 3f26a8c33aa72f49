#include "core/diffusion/residual_curve.h"

#include <cmath>
#include <numbers>

namespace ld3m::diffusion {

double residualWeight(settings::ResidualCurve curve, double u) {
    constexpr double kSteepness = 4;
    switch (curve) {
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
    }
    return 0;
}

} // namespace ld3m::diffusion
