// The job behind `ld3m train-prior`: images in, a prior for distillation out. No Torch in this header.
#pragma once

#include <filesystem>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"
#include "core/settings/prior_recipe.h"

namespace ld3m::training {

/// Steps of all parts together: where TrainingReport::iteration ends.
std::int64_t totalSteps(const settings::PriorRecipe& recipe);

/// Trains as `recipe` says in `folder` (training_folder.h says what it will hold), which is made when it does
/// not exist and continued from its last checkpoint when `resume`. Blocks until done; returns normally when
/// finished or when the control asked to stop (the last StateChange says which). A stopped or killed and
/// resumed training gives the same numbers as an uninterrupted one (bit-exact on the CPU).
/// @throws base::InputError before anything is computed, base::RunError when it cannot go on.
void trainPrior(const settings::PriorRecipe& recipe, const std::filesystem::path& folder, bool resume,
                jobs::Control& control, reports::Published& published);

} // namespace ld3m::training
