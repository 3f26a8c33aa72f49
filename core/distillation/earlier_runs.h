// How long an iteration took in runs that were like the one that is asked for.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/settings/recipe.h"

namespace ld3m::distillation {

struct EarlierPace {
    std::string run;               ///< the run's name
    double seconds = 0;            ///< of an iteration, scaled to the recipe's T
    std::int64_t steps = 0;        ///< T at which it was measured
    std::int64_t iterations = 0;   ///< how many it is the median of
    double evaluation_seconds = 0; ///< of one evaluation; 0 where the run has none like the recipe's
};

/// Of the newest run in `runs` on `device` (as provenance says it) whose settings cost the same: all of
/// dataset, prior, objective and device but T and what only steers. Only whole iterations after the last
/// change of T count; nothing without two of them.
std::optional<EarlierPace> earlierPace(const settings::Recipe& recipe, const std::string& device,
                                       const std::filesystem::path& runs);

/// Settings that change what an iteration costs differ.
bool costsAlike(const settings::Recipe& one, const settings::Recipe& other);

} // namespace ld3m::distillation
