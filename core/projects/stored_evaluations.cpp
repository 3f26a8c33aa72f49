#include "core/projects/stored_evaluations.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/reports/evaluation_choice.h"
#include "core/reports/run_events_json.h"

namespace ld3m::projects {

std::vector<reports::EvaluationTable> storedEvaluations(const RunFolder& run) {
    std::vector<reports::EvaluationTable> tables;
    for (const std::int64_t iteration : run.evaluations()) {
        auto event = reports::fromJsonLine(files::readText(run.evaluationFile(iteration)));
        if (event && std::holds_alternative<reports::EvaluationTable>(*event))
            tables.push_back(std::get<reports::EvaluationTable>(std::move(*event)));
    }
    return tables;
}

std::vector<reports::EvaluationTable> withTold(std::vector<reports::EvaluationTable> stored,
                                               const std::vector<reports::EvaluationTable>& told) {
    using reports::EvaluationTable;
    for (const EvaluationTable& table : told)
        if (std::ranges::find(stored, table.iteration, &EvaluationTable::iteration) == stored.end())
            stored.push_back(table);
    std::ranges::stable_sort(stored, {}, &EvaluationTable::iteration);
    return stored;
}

std::int64_t iterationNamed(const RunFolder& run, const std::string& name) {
    if (name == "last")
        return run.newestCheckpoint();
    if (name == "best") {
        const std::vector<reports::EvaluationTable> tables = storedEvaluations(run);
        const reports::EvaluationTable* best = reports::bestOf(tables);
        if (!best)
            throw base::InputError(base::text(
                run.path().string(), " has no evaluation that could say which "
                                     "iteration is best: set evaluation.every, or name an iteration."));
        return run.chosenCheckpoint(best->iteration);
    }
    std::int64_t iteration = -1;
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), iteration);
    if (failed != std::errc() || end != name.data() + name.size() || iteration < 0)
        throw base::InputError(
            base::text("\"", name, "\" is no iteration: give last, best or a whole number."));
    return run.chosenCheckpoint(iteration);
}

} // namespace ld3m::projects
