// Before a run starts: is everything there, does it fit this machine, how long will it take? No Torch in this
// header.
#pragma once

#include <filesystem>
#include <memory>

#include "core/reports/preflight_report.h"
#include "core/settings/recipe.h"

namespace ld3m::distillation {

/// Remembers what it read of datasets, checkpoints and costs while their files stay the same, so that a check
/// after an edit is quick. One thread at a time.
class Preflight {
public:
    Preflight();
    ~Preflight();
    Preflight(const Preflight&) = delete;
    Preflight& operator=(const Preflight&) = delete;

    /// Everything that would stop a run of `recipe` or make it poor. `runs`: the folder in which the run's
    /// folder would be made (it need not exist); finished runs in it tell how long an iteration takes.
    /// Without one like it, one reverse step, one decoded image and one class are computed and multiplied,
    /// unless there are problems already. What a user can cause is a line of the report, never an exception;
    /// only what watch.checkpoint throws comes out.
    reports::PreflightReport check(const settings::Recipe& recipe, const std::filesystem::path& runs,
                                   const reports::CheckWatch& watch = {});

private:
    struct Memory;
    std::unique_ptr<Memory> m_memory;
};

} // namespace ld3m::distillation
