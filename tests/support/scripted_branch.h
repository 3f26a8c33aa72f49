// Branches of scripted runs: what distillation::branchRun() does to a folder, with checkpoints that are
// recipes.
#pragma once

#include "app/session/twin.h"
#include "tests/support/scripted_engine.h"

namespace ld3m::tests {

inline session::Brancher scriptedBrancher() {
    return [](const projects::Branch& branch) {
        const projects::RunFolder parent = projects::RunFolder::open(branch.parent);
        std::vector<reports::Event> past;
        std::vector<reports::SettingChange> edits;
        for (reports::Event& event : projects::MetricsReader(parent.metricsFile()).readNew()) {
            if (const auto* edit = std::get_if<reports::SettingChange>(&event))
                edits.push_back(*edit);
            if (std::visit([](const auto& each) { return each.iteration; }, event) <= branch.iteration)
                past.push_back(std::move(event));
        }
        const settings::Recipe before = projects::recipeAt(parent.recipe(), edits, branch.iteration);
        const settings::Recipe recipe = projects::branchedRecipe(before, branch.iteration, branch.changes);
        projects::Provenance provenance{.name = branch.name,
                                        .version = {},
                                        .created = {},
                                        .device = {},
                                        .prior_hash = {},
                                        .parent = parent.id(),
                                        .parent_iteration = branch.iteration};
        const projects::RunFolder made = projects::RunFolder::create(branch.target, recipe, provenance);
        if (branch.iteration == 0)
            return made;
        for (const std::int64_t sheet : parent.sheets())
            if (sheet <= branch.iteration)
                projects::writeSheet(made.sheetFile(sheet), projects::readSheet(parent.sheetFile(sheet)));
        projects::MetricsWriter metrics(made.metricsFile());
        for (const reports::Event& event : past)
            metrics.append(event);
        for (const settings::Difference& each : settings::difference(before, recipe))
            metrics.append(reports::SettingChange{branch.iteration, each.key, each.before, each.after});
        files::writeAtomically(made.checkpointFile(branch.iteration), settings::toToml(recipe));
        return made;
    };
}

} // namespace ld3m::tests
