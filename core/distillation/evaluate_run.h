// Judging the images of a run again, perhaps by another protocol, without touching the run. No Torch in this
// header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::distillation {

/// Evaluates the checkpoint of `iteration` (the newest when absent) by `evaluation`'s protocol.
/// Progress is published; the table is returned, not stored. @throws base::InputError, jobs::Stopped
reports::EvaluationTable evaluateRun(const std::filesystem::path& runFolder,
                                     std::optional<std::int64_t> iteration,
                                     const settings::EvaluationSettings& evaluation, jobs::Control& control,
                                     reports::Published& published);

} // namespace ld3m::distillation
