// The network that judges the images, as the recipe says.
#pragma once

#include "core/networks/network.h"
#include "core/settings/recipe.h"

namespace ld3m::objectives {

/// @throws base::InputError when resolution, depth and width do not fit each other.
std::unique_ptr<networks::Network> matchingNetwork(const settings::Recipe& recipe, std::int64_t classes);

} // namespace ld3m::objectives
