#include "core/distillation/branch.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/provenance.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_lock.h"
#include "core/settings/recipe_file.h"
#include "core/tensor/state_dict.h"

namespace ld3m::distillation {
namespace {

namespace fs = std::filesystem;

std::vector<reports::SettingChange> changesOf(const projects::RunFolder& run) {
    std::vector<reports::SettingChange> changes;
    for (reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew())
        if (auto* change = std::get_if<reports::SettingChange>(&event))
            changes.push_back(std::move(*change));
    return changes;
}

/// Stored files are replaced whole and never written into: two runs may share one.
void share(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    std::error_code refused;
    fs::remove(to, refused);
    fs::create_hard_link(from, to, refused);
    if (refused)
        fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

void takeOver(const projects::RunFolder& parent, const fs::path& target, std::int64_t last) {
    const auto moved = [&](const fs::path& file) { return target / fs::relative(file, parent.path()); };
    for (const std::int64_t iteration : parent.sheets())
        if (iteration <= last)
            share(parent.sheetFile(iteration), moved(parent.sheetFile(iteration)));
    for (const std::int64_t iteration : parent.evaluations())
        if (iteration <= last)
            share(parent.evaluationFile(iteration), moved(parent.evaluationFile(iteration)));
    const fs::path first = parent.sheetFile(0).parent_path() / "first.png";
    if (fs::exists(first)) // pictures are written into: a copy
        fs::copy_file(first, moved(first), fs::copy_options::overwrite_existing);
    if (fs::exists(parent.metricsFile()))
        files::writeAtomically(moved(parent.metricsFile()), files::readText(parent.metricsFile()));
}

/// Bit for bit the parent's numbers; only the recipe beside them is another.
void writeRecipe(const fs::path& from, const fs::path& to, const settings::Recipe& recipe) {
    tensor::StateDict state = tensor::readStateDict(from);
    state.metadata["recipe"] = settings::toToml(recipe);
    tensor::writeStateDict(to, state);
}

} // namespace

projects::RunFolder branchRun(const projects::Branch& branch) {
    const projects::RunFolder parent = projects::RunFolder::open(branch.parent);
    const fs::path target = fs::absolute(branch.target).lexically_normal();
    if (projects::RunFolder::isRun(target))
        throw base::InputError(
            base::text(target.string(), " already holds a run; resume it, or give a new folder."));
    const settings::Recipe before = projects::recipeAt(parent.recipe(), changesOf(parent), branch.iteration);
    const settings::Recipe recipe = projects::branchedRecipe(before, branch.iteration, branch.changes);
    const bool fresh = branch.iteration == 0;
    const fs::path checkpoint =
        fresh ? fs::path() : parent.checkpointFile(parent.chosenCheckpoint(branch.iteration));

    projects::Provenance provenance = recipe.prior.checkpoint == parent.recipe().prior.checkpoint &&
                                              recipe.prior.kind == parent.recipe().prior.kind
                                          ? provenanceOf(recipe, target, parent.provenance().prior_hash)
                                          : provenanceOf(recipe, target);
    provenance.parent = parent.id();
    provenance.parent_iteration = branch.iteration;
    if (!branch.name.empty())
        provenance.name = branch.name;

    fs::create_directories(target);
    const projects::RunLock lock(target / parent.lockFile().filename());
    try {
        if (!fresh) {
            writeRecipe(checkpoint, target / fs::relative(checkpoint, parent.path()), recipe);
            takeOver(parent, target, branch.iteration);
            const fs::path metrics = target / parent.metricsFile().filename();
            projects::MetricsWriter::truncateAfter(metrics, branch.iteration);
            projects::MetricsWriter writer(metrics);
            for (const settings::Difference& each : settings::difference(before, recipe))
                writer.append(reports::SettingChange{branch.iteration, each.key, each.before, each.after});
            writer.sync();
        }
    } catch (const fs::filesystem_error& refused) {
        throw base::RunError(
            base::text("Cannot make the branch in ", target.string(), ": ", refused.code().message(), "."));
    }
    return projects::RunFolder::create(target, recipe, provenance); // last: half a branch is no run
}

} // namespace ld3m::distillation
