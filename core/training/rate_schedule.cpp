#include "core/training/rate_schedule.h"

#include <cmath>
#include <numbers>

namespace ld3m::training {

double rateAt(const settings::OptimiserSettings& optimiser, std::int64_t k) {
    const double u = static_cast<double>(k + 1) / static_cast<double>(optimiser.steps);
    if (u < optimiser.warm_up)
        return optimiser.rate * u / optimiser.warm_up;
    if (u <= optimiser.constant)
        return optimiser.rate;
    const double fall = (u - optimiser.constant) / (1 - optimiser.constant);
    return optimiser.rate * (1 + std::cos(std::numbers::pi * fall)) / 2;
}

} // namespace ld3m::training
