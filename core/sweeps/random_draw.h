// One draw of one setting of a sweep's random points.
#pragma once

#include "core/sweeps/sweep_plan.h"

namespace ld3m::sweeps {

/// Draw `index` of `draw`, from a stream of its own. Numbers with a fraction have four significant digits:
/// what is read is what was run. `whole`: the setting is a whole number.
settings::Value drawn(const Draw& draw, bool whole, std::int64_t seed, std::int64_t index);

} // namespace ld3m::sweeps
