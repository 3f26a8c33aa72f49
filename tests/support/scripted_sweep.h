// Plans whose points are run by scripted_point.h.
#pragma once

#include "core/sweeps/sweep_folder.h"
#include "tests/support/scripted_point.h"

namespace ld3m::tests {

/// Seeds 0 to points - 1 of ten iterations, with a checkpoint every fourth.
inline sweeps::SweepPlan scriptedPlan(std::int64_t points, std::int64_t script = pointRuns) {
    sweeps::SweepPlan plan;
    plan.name = "scripted";
    plan.recipe = scriptedRecipe();
    plan.recipe.distillation.iterations = 10;
    plan.recipe.run.checkpoint_every = 4;
    plan.recipe.objective.width = script;
    for (std::int64_t seed = 0; seed < points; ++seed)
        plan.seeds.push_back(seed);
    return plan;
}

/// Points that differ in what their processes do: "width-8", "width-13", ...
inline sweeps::SweepPlan scriptedPlan(const std::vector<std::int64_t>& scripts) {
    sweeps::SweepPlan plan = scriptedPlan(0);
    plan.grid = {{"objective.width", {}}};
    for (const std::int64_t script : scripts)
        plan.grid[0].values.emplace_back(script);
    return plan;
}

/// Leaves behind what a finished point leaves, in no time: `scale` is what its accuracy is multiplied with.
inline void finishPoint(const sweeps::SweepFolder& folder, const std::string& id, double scale = 1) {
    const settings::Recipe& recipe = folder.point(id).recipe;
    const projects::RunFolder run = projects::RunFolder::create(folder.runFolder(id), recipe, {});
    projects::MetricsWriter metrics(run.metricsFile());
    for (std::int64_t iteration = 1; iteration <= recipe.distillation.iterations; ++iteration)
        metrics.append(scriptedReport(iteration));
    reports::EvaluationTable table = scriptedTable(recipe.distillation.iterations);
    for (double& accuracy : table.rows[0].accuracies)
        accuracy *= scale;
    metrics.append(table);
    files::writeAtomically(run.checkpointFile(recipe.distillation.iterations), "scripted");
}

/// How often each line stands in a file of the sweep: "started", "worked".
inline std::map<std::string, int> countsIn(const std::filesystem::path& file) {
    std::map<std::string, int> counts;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        ++counts[line];
    return counts;
}

} // namespace ld3m::tests
