#include "core/distillation/resume.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/reports/run_events_json.h"

namespace ld3m::distillation {
namespace {

void removeAfter(const std::vector<std::int64_t>& iterations, std::int64_t last,
                 const std::function<std::filesystem::path(std::int64_t)>& fileOf) {
    for (const std::int64_t iteration : iterations)
        if (iteration > last)
            std::filesystem::remove(fileOf(iteration));
}

void cutAfter(const projects::RunFolder& folder, std::int64_t last) {
    projects::MetricsWriter::truncateAfter(folder.metricsFile(), last);
    removeAfter(folder.sheets(), last, [&](auto iteration) { return folder.sheetFile(iteration); });
    removeAfter(folder.evaluations(), last, [&](auto iteration) { return folder.evaluationFile(iteration); });
    removeAfter(folder.checkpoints(), last, [&](auto iteration) { return folder.checkpointFile(iteration); });
    for (const auto& file :
         {folder.metricsFile(), folder.sheetFile(0), folder.evaluationFile(0), folder.checkpointFile(0)})
        files::removeUnfinished(file.parent_path());
}

std::optional<Checkpoint> newestCheckpoint(const projects::RunFolder& folder,
                                           const c10::TensorOptions& options) {
    std::vector<std::int64_t> iterations = folder.checkpoints();
    for (auto iteration = iterations.rbegin(); iteration != iterations.rend(); ++iteration) {
        try {
            return readCheckpoint(folder.checkpointFile(*iteration), options);
        } catch (const base::InputError& problem) {
            base::log::warning(base::text("Skipping a checkpoint: ", problem.what()));
        }
    }
    return std::nullopt;
}

/// The iteration up to which evaluations were made under other rules than now: a branch may change them. -1:
/// none.
std::int64_t lastChangeOfRules(const projects::RunFolder& folder) {
    std::int64_t last = -1;
    for (const reports::Event& event : projects::MetricsReader(folder.metricsFile()).readNew())
        if (const auto* change = std::get_if<reports::SettingChange>(&event))
            if (change->key == "distillation.seed" ||
                (change->key.starts_with("evaluation.") && change->key != "evaluation.every"))
                last = change->iteration;
    return last;
}

std::vector<reports::EvaluationRow> baselineOf(const projects::RunFolder& folder) {
    std::vector<reports::EvaluationRow> rows;
    const std::int64_t ruled = lastChangeOfRules(folder);
    for (const std::int64_t iteration : folder.evaluations()) {
        if (iteration <= ruled)
            continue;
        const auto event = reports::fromJsonLine(files::readText(folder.evaluationFile(iteration)));
        const auto* table = event ? std::get_if<reports::EvaluationTable>(&*event) : nullptr;
        if (!table)
            continue;
        std::copy_if(table->rows.begin(), table->rows.end(), std::back_inserter(rows), [](const auto& row) {
            return row.set != "synthetic" && row.network != reports::kUnseenAverage;
        });
        if (!rows.empty())
            break;
    }
    return rows;
}

} // namespace

std::optional<Resumed> resumeRun(const projects::RunFolder& folder, const settings::Recipe& wanted,
                                 const c10::TensorOptions& options) {
    settings::Recipe asked = wanted;
    const auto fields = settings::fieldsOf(asked);
    const std::vector<settings::Difference> differences = settings::difference(folder.recipe(), wanted);
    for (const settings::Difference& each : differences)
        if (!settings::fieldNamed(fields, each.key).about().live)
            throw base::InputError(
                base::text("The run in ", folder.path().string(), " was made with ", each.key, " = ",
                           settings::toText(each.before), ", not ", settings::toText(each.after),
                           "; resume it as it was, or start another run with the new value."));

    std::optional<Checkpoint> checkpoint = newestCheckpoint(folder, options);
    cutAfter(folder, checkpoint ? checkpoint->state.iteration : -1);
    if (!checkpoint)
        return std::nullopt;
    Resumed resumed{std::move(*checkpoint), {}, baselineOf(folder)};
    settings::Recipe& recipe = resumed.checkpoint.recipe;
    const auto live = settings::fieldsOf(recipe);
    for (const settings::Difference& each : differences) {
        const settings::Field& field = settings::fieldNamed(live, each.key);
        if (field.value() == each.after)
            continue;
        resumed.changes.push_back(
            {resumed.checkpoint.state.iteration + 1, each.key, field.value(), each.after});
        field.set(each.after);
    }
    return resumed;
}

} // namespace ld3m::distillation
