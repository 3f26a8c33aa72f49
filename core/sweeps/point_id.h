// The name of a point, which is its run's folder: short, the same whatever else the sweep holds, and sound as
// a path.
#pragma once

#include <string>
#include <vector>

#include "core/projects/branch.h"

namespace ld3m::sweeps {

/// "steps-20-seed-1". What would be long, or would lose letters, ends in a few digits that tell it from
/// others. `keys`: all that the sweep varies; a name that two of them share is written out ("prior.steps").
std::string pointId(const std::vector<projects::Change>& varied, const std::vector<std::string>& keys);

} // namespace ld3m::sweeps
