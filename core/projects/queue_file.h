// queue.toml of a project: the runs that wait for their turn, so that neither a crash nor a new day loses
// one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/projects/branch.h"
#include "core/settings/recipe.h"

namespace ld3m::projects {

struct QueuedRun {
    std::string name;             ///< what people will call the run; may be empty
    settings::Recipe recipe;      ///< as it will be run; of a branch: for showing
    std::optional<Branch> branch; ///< where it branches off; its target is chosen when it starts
    /// Where it was started; empty while it waits. Once a run is there, it has left the queue.
    std::filesystem::path started = {};
};

/// In their order; those whose run has appeared are left out. @throws base::InputError
std::vector<QueuedRun> readQueue(const std::filesystem::path& projectFolder);

/// Atomic. An empty queue has no file. @throws base::RunError
void writeQueue(const std::filesystem::path& projectFolder, const std::vector<QueuedRun>& queue);

} // namespace ld3m::projects
