// The main job: one LD3M run from a recipe, writing its run folder and publishing what happens. No Torch in
// this header.
#pragma once

#include <filesystem>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::distillation {

/// Runs `recipe` in `runFolder` (made when it does not exist; continued from its last checkpoint when
/// `resume`). Blocks until done; returns normally when finished or when the control asked to stop (the last
/// StateChange says which). With equal seed, device and settings a stopped or killed and resumed run gives
/// the same numbers as an uninterrupted one (bit-exact on the CPU).
/// @throws base::InputError before anything is computed, base::RunError when the run cannot go on (state
/// saved).
void distil(const settings::Recipe& recipe, const std::filesystem::path& runFolder, bool resume,
            jobs::Control& control, reports::Published& published);

} // namespace ld3m::distillation
