#include "core/projects/run_result.h"

#include <algorithm>

#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/projects/run_notes.h"
#include "core/projects/stored_evaluations.h"
#include "core/reports/evaluation_choice.h"

namespace ld3m::projects {
namespace {

using reports::EvaluationTable;

// Runs `read`; what it says when it fails becomes the result's problem, the first one being the one told.
template<typename Read>
void tolerantly(RunResult& result, Read read) {
    try {
        read();
    } catch (const std::exception& broken) {
        if (result.problem.empty())
            result.problem = broken.what();
    }
}

std::optional<AccuracyResult> resultOf(const EvaluationTable* table) {
    const auto mean = table ? reports::accuracyOf(*table) : std::nullopt;
    if (!mean)
        return std::nullopt;
    AccuracyResult result{
        table->iteration, table->protocol, table->distilled_with, *mean, {}, reports::deviationOf(*table)};
    for (const reports::EvaluationRow& row : table->rows)
        if (row.set == "synthetic")
            result.networks.push_back(
                {row.network, row.mean(), row.deviation(), static_cast<int>(row.accuracies.size())});
    return result;
}

double medianOf(std::vector<double> numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    if (numbers.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(numbers.begin(), middle)) / 2;
}

// What the metrics tell, but for evaluations: those are returned.
std::vector<EvaluationTable> takeMetrics(RunResult& result, const RunFolder& run) {
    std::vector<EvaluationTable> tables;
    std::vector<double> seconds;
    for (reports::Event& event : MetricsReader(run.metricsFile()).readNew()) {
        if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
            result.iteration = report->iteration;
            result.loss = report->loss;
            result.distillation_seconds += report->seconds;
            seconds.push_back(report->seconds);
            result.host_memory = std::max(result.host_memory, report->memory.host);
            result.device_memory = std::max(result.device_memory, report->memory.device);
        } else if (auto* table = std::get_if<EvaluationTable>(&event)) {
            tables.push_back(std::move(*table));
        } else if (const auto* change = std::get_if<reports::SettingChange>(&event)) {
            if (std::ranges::find(result.edited, change->key) == result.edited.end())
                result.edited.push_back(change->key);
            if (const auto* iterations = std::get_if<std::int64_t>(&change->after);
                iterations && change->key == "distillation.iterations")
                result.iterations = *iterations;
        }
    }
    if (!seconds.empty())
        result.iteration_seconds = medianOf(std::move(seconds));
    return tables;
}

void takeEvaluations(RunResult& result, std::vector<EvaluationTable> tables) {
    std::erase_if(tables, [](const EvaluationTable& table) { return !reports::accuracyOf(table); });
    result.last = resultOf(reports::lastOf(tables));
    if (!result.last)
        return;
    std::erase_if(tables,
                  [&](const EvaluationTable& table) { return table.protocol != result.last->protocol; });
    result.best = resultOf(reports::bestOf(tables));
}

} // namespace

const AccuracyResult::Network* AccuracyResult::find(const std::string& network) const {
    const auto found = std::ranges::find(networks, network, &Network::name);
    return found == networks.end() ? nullptr : &*found;
}

reports::RunState stateByFolder(bool held, std::int64_t iteration, std::int64_t iterations,
                                std::int64_t checkpoint) {
    if (held)
        return iteration == 0 ? reports::RunState::preparing : reports::RunState::running;
    if (checkpoint >= iterations)
        return reports::RunState::finished;
    return checkpoint >= iteration ? reports::RunState::stopped : reports::RunState::running;
}

RunResult readRunResult(const std::filesystem::path& folder) {
    RunResult result;
    result.folder = folder;
    result.id = folder.filename().string();
    result.name = result.id;
    tolerantly(result, [&] {
        const RunFolder run = RunFolder::open(folder);
        result.id = run.id();
        result.name = run.name();
        result.created = run.provenance().created;
        result.parent = run.provenance().parent;
        result.recipe = std::make_shared<const settings::Recipe>(run.recipe());
        result.iterations = run.recipe().distillation.iterations;
        tolerantly(result, [&] {
            const RunNotes notes = readNotes(folder);
            if (!notes.name.empty())
                result.name = notes.name;
            result.tags = notes.tags;
            result.archived = notes.archived;
        });
        std::vector<EvaluationTable> stored;
        tolerantly(result, [&] { stored = storedEvaluations(run); });
        tolerantly(result,
                   [&] { takeEvaluations(result, withTold(std::move(stored), takeMetrics(result, run))); });
        result.held = RunLock::held(run.lockFile());
        const std::vector<std::int64_t> checkpoints = run.checkpoints();
        result.state = stateByFolder(result.held, result.iteration, result.iterations,
                                     checkpoints.empty() ? -1 : checkpoints.back());
    });
    return result;
}

} // namespace ld3m::projects
