// "did you mean ...": the nearest of a list of names to a mistyped one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ld3m::base {

/// The name with the smallest edit distance to `typed`; empty when `names` is empty or none is near
/// (more than half of the letters would have to change).
std::string nearestName(std::string_view typed, const std::vector<std::string>& names);

} // namespace ld3m::base
