// How often gradient matching updates within one iteration (DC Algorithm 1: outer and inner loops).
#pragma once

#include "core/settings/objective_settings.h"

namespace ld3m::objectives {

struct MatchingLoops {
    std::int64_t outer = 1; ///< matches, each with an update, on one network
    std::int64_t inner = 1; ///< epochs of that network on the synthetic set between two of them
};

/// The settings' numbers; for a 0 that of DC's table for this number of images per class.
/// @throws base::InputError when the table has no such row.
MatchingLoops matchingLoops(const settings::ObjectiveSettings& objective, std::int64_t ipc);

} // namespace ld3m::objectives
