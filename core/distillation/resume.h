// Continuing a run from its last checkpoint, with everything later cut off so that it is written again.
#pragma once

#include <optional>
#include <vector>

#include "core/distillation/checkpoint.h"
#include "core/projects/run_folder.h"
#include "core/reports/run_events.h"

namespace ld3m::distillation {

struct Resumed {
    Checkpoint checkpoint;
    std::vector<reports::SettingChange>
        changes; ///< live settings that the caller changed for the rest of the run
    std::vector<reports::EvaluationRow> baseline;
};

/// The newest readable checkpoint, with metrics, sheets and evaluations after it removed; nothing when there
/// is no checkpoint yet (everything is removed and the run starts anew). `wanted` may differ from the run's
/// own recipe in live settings only. @throws base::InputError naming the others.
std::optional<Resumed> resumeRun(const projects::RunFolder& folder, const settings::Recipe& wanted,
                                 const c10::TensorOptions& options);

} // namespace ld3m::distillation
