// What single ranges cannot say: settings that contradict each other.
#pragma once

#include "core/settings/recipe.h"

namespace ld3m::settings {

/// One sentence for each problem that would stop the run, naming its keys; empty when the recipe is sound.
/// Files are not touched.
std::vector<std::string> problemsOf(const Recipe& recipe);

/// @throws base::InputError with the first problem.
void requireSound(const Recipe& recipe);

} // namespace ld3m::settings
