// The accuracies of a comparison, side by side and tested.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/text.h"
#include "core/comparison/comparison_tables.h"
#include "core/reports/evaluation_text_table.h"

namespace ld3m::comparison {
namespace {

using reports::EvaluationTable;
using reports::numberCell;
using reports::TextCell;
using reports::TextTable;

/// "+2.3", with a minus that is as wide as the plus.
TextCell signedCell(double number, std::optional<double> deviation, int digits = 1, const char* plus = "+") {
    TextCell cell = numberCell(std::abs(number), deviation, digits);
    cell.text = (number < 0 ? "−" : plus) + cell.text;
    cell.number = number;
    return cell;
}

/// Three digits behind the point, fewer only where they would be zeros.
TextCell probabilityCell(double p) {
    if (p < 0.001)
        return {"< 0.001", p, {}, false};
    return numberCell(p, {}, 3);
}

TextTable::Row testRow(const base::PairedTest& test, const std::string& a, const std::string& b) {
    TextTable::Row row{base::text(b, " − ", a), std::vector<TextCell>(5), false};
    if (test.pairs > 0) {
        row.cells[0] =
            signedCell(100 * test.mean, test.pairs > 1 ? std::optional(100 * test.deviation) : std::nullopt);
        row.cells[1] = {std::to_string(test.pairs), static_cast<double>(test.pairs), {}, false};
    }
    if (test.t) {
        row.cells[2] = signedCell(*test.t, {}, 2, "");
        row.cells[3] = probabilityCell(*test.p);
    }
    row.cells[4] = {verdict(test, a, b), {}, {}, test.p && *test.p < kSignificance};
    return row;
}

/// The run that has what the others are held against: the first one with an evaluation.
const ComparedRun* referenceOf(const std::vector<ComparedRun>& runs, std::optional<std::int64_t> iteration) {
    const auto found = std::ranges::find_if(
        runs, [iteration](const ComparedRun& run) { return evaluationAt(run, iteration) != nullptr; });
    return found == runs.end() ? nullptr : &*found;
}

bool atOneIteration(const std::vector<reports::NamedEvaluation>& all) {
    return std::ranges::all_of(
        all, [&](const auto& each) { return each.table.iteration == all[0].table.iteration; });
}

} // namespace

AccuracyTables accuracyTables(const std::vector<ComparedRun>& runs, std::optional<std::int64_t> iteration) {
    AccuracyTables tables;
    tables.tests = {
        "Paired differences of accuracy in points, mean and deviation over networks of the same run "
        "number; two-sided t test at 5 %.",
        "tab:tests",
        {"difference", "points", "pairs", "t", "p", "at 5 %"},
        {}};
    const ComparedRun* reference = referenceOf(runs, iteration);
    if (!reference)
        return tables;
    const EvaluationTable& own = *evaluationAt(*reference, iteration);
    std::vector<reports::NamedEvaluation> alike;
    for (const ComparedRun& run : runs) {
        const EvaluationTable* table = evaluationAt(run, iteration);
        if (!table) {
            tables.notes.push_back(run.name + " has no evaluation yet.");
            continue;
        }
        if (table->protocol != own.protocol) {
            tables.notes.push_back(base::text(run.name, " was evaluated by another protocol (",
                                              table->protocol, ") and is left out."));
            continue;
        }
        alike.push_back({run.name, *table});
        if (&run == reference)
            continue;
        tables.tests.rows.push_back(testRow(accuracyTest(own, *table), reference->name, run.name));
        if (run.recipe.distillation.seed != reference->recipe.distillation.seed)
            tables.notes.push_back(
                base::text(run.name, " has another seed than ", reference->name,
                           ": their networks started differently, so pairing them gains nothing."));
    }
    if (tables.tests.rows.size() > 1)
        tables.notes.push_back("Each p is of one test alone: of many tests, some fall below 5 % by chance.");
    if (alike.size() > 1 && !atOneIteration(alike))
        for (reports::NamedEvaluation& each : alike)
            each.name += base::text(" (", each.table.iteration, ")");
    tables.accuracies = evaluationTextTable(alike);
    return tables;
}

} // namespace ld3m::comparison
