// The rate of each training step: up in a line, level, down along half a cosine.
#pragma once

#include "core/settings/training_settings.h"

namespace ld3m::training {

/// Rate of step k = 0 .. steps - 1. With u = (k + 1) / steps: rate u / warm_up while u < warm_up, rate while
/// u <= constant, then rate (1 + cos(pi (u - constant) / (1 - constant))) / 2, which ends at 0.
double rateAt(const settings::OptimiserSettings& optimiser, std::int64_t k);

} // namespace ld3m::training
