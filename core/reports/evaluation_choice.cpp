#include "core/reports/evaluation_choice.h"

#include <iomanip>
#include <sstream>

namespace ld3m::reports {
namespace {

std::string percent(const EvaluationTable& table) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << 100 * accuracyOf(table).value_or(0) << " % at iteration "
        << table.iteration;
    return out.str();
}

} // namespace

std::optional<double> accuracyOf(const EvaluationTable& table, const std::string& set) {
    double sum = 0;
    int count = 0;
    for (const EvaluationRow& row : table.rows)
        if (row.set == set && row.network != kUnseenAverage) {
            sum += row.mean();
            ++count;
        }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

std::optional<double> deviationOf(const EvaluationTable& table, const std::string& set) {
    const EvaluationRow* only = nullptr;
    for (const EvaluationRow& row : table.rows) {
        if (row.set != set || row.network == kUnseenAverage)
            continue;
        if (only)
            return std::nullopt;
        only = &row;
    }
    return only && only->accuracies.size() > 1 ? std::optional(only->deviation()) : std::nullopt;
}

const EvaluationTable* lastOf(const std::vector<EvaluationTable>& tables) {
    const EvaluationTable* last = nullptr;
    for (const EvaluationTable& table : tables)
        if (!last || table.iteration > last->iteration)
            last = &table;
    return last;
}

const EvaluationTable* bestOf(const std::vector<EvaluationTable>& tables) {
    const EvaluationTable* best = nullptr;
    for (const EvaluationTable& table : tables) {
        const std::optional<double> accuracy = accuracyOf(table);
        if (!accuracy)
            continue;
        const double known = best ? *accuracyOf(*best) : -1;
        if (*accuracy > known || (*accuracy == known && table.iteration < best->iteration))
            best = &table;
    }
    return best;
}

const EvaluationTable* knownAt(const std::vector<EvaluationTable>& tables, std::int64_t iteration) {
    const EvaluationTable* known = nullptr;
    for (const EvaluationTable& table : tables)
        if (table.iteration <= iteration && (!known || table.iteration > known->iteration))
            known = &table;
    return known;
}

std::string lastAndBest(const std::vector<EvaluationTable>& tables) {
    const EvaluationTable* best = bestOf(tables);
    if (!best)
        return {};
    return "Last: " + percent(*lastOf(tables)) + ". Best on the test images: " + percent(*best) +
           ", chosen by them.";
}

} // namespace ld3m::reports
