// A branch: a run that goes on from a stored iteration of another one with some settings changed. What may
// change, and what its recipe then is; distillation::branchRun() makes its folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::projects {

struct Change {
    std::string key; ///< "prior.steps"
    settings::Value value;

    bool operator==(const Change&) const = default;
};

struct Branch {
    std::filesystem::path parent; ///< run folder
    std::int64_t iteration = 0;   ///< of a checkpoint of the parent; 0: a fresh run with lineage
    std::vector<Change> changes;
    std::filesystem::path target; ///< run folder that will be made
    std::string name;             ///< what people call it; empty: the target's own name
};

/// A run's settings as they were when `iteration` was done: `recipe` is that of its run.toml, `changes` all
/// that it recorded. Holds for branches too, whose run.toml already has what was changed at their start.
settings::Recipe recipeAt(const settings::Recipe& recipe, const std::vector<reports::SettingChange>& changes,
                          std::int64_t iteration);

/// Whether the learnables are made for this setting: from iteration 1 on no branch may change it.
bool fixedAtStart(const std::string& key);

/// `at` (the parent's settings at the iteration) with the changes. @throws base::InputError in one sentence:
/// a change that does not fit the stored learnables, unsound settings, or a run that would already be over.
settings::Recipe branchedRecipe(const settings::Recipe& at, std::int64_t iteration,
                                const std::vector<Change>& changes);

/// What leads from one recipe to another.
std::vector<Change> changesBetween(const settings::Recipe& before, const settings::Recipe& after);

/// The stored iteration nearest to a wanted one, the earlier of two; -1 when there is none.
std::int64_t nearestCheckpoint(const std::vector<std::int64_t>& checkpoints, std::int64_t wanted);

} // namespace ld3m::projects
