// Trains the experts of a recipe into a folder of replay_buffer_<n>.pt files; the same folder goes on where
// it was.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"
#include "core/settings/expert_recipe.h"

namespace ld3m::experts {

/// The work of an experts job. Publishes its state, progress, and a report per epoch of an expert (its
/// iteration: epochs done of all experts). On a CPU several experts train side by side, each on one core. A
/// stopped or killed training loses at most the epochs that were under way; resumed, it gives the same files
/// byte for byte (on a CPU).
/// @param resume go on with the experts in `folder`; without it a folder that holds some is refused.
/// @throws base::InputError for wrong data or another training in the folder; base::RunError for trouble on
/// the way.
void trainExperts(const settings::ExpertRecipe& recipe, const std::filesystem::path& folder, bool resume,
                  jobs::Control& control, reports::Published& published);

} // namespace ld3m::experts
