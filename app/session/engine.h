// What executes a run. The window gets it handed in, so it needs no Torch and tests can bring their own.
#pragma once

#include <filesystem>
#include <functional>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::session {

/// Makes (or, with `resume`, continues) the run in `runFolder`: writes the folder, publishes, obeys the
/// control. Called on a job's thread. @throws base::InputError, base::RunError, jobs::Stopped
using Engine = std::function<void(const settings::Recipe& recipe, const std::filesystem::path& runFolder,
                                  bool resume, jobs::Control& control, reports::Published& published)>;

} // namespace ld3m::session
