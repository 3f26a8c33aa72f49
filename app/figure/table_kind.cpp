#include "app/figure/table_kind.h"

#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/reports/evaluation_choice.h"
#include "core/reports/evaluation_text_table.h"

namespace ld3m::figure {
namespace {

const reports::EvaluationTable* chosen(const RunRecord& run, const std::string& word) {
    if (word == "last")
        return reports::lastOf(run.evaluations);
    if (word == "best")
        return reports::bestOf(run.evaluations);
    std::int64_t number = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), number);
    if (end.ec != std::errc() || end.ptr != word.data() + word.size())
        throw base::InputError(base::text("--iteration ", word, " is neither last, best nor a number."));
    return reports::knownAt(run.evaluations, number);
}

} // namespace

reports::TextTable evaluationTable(const std::vector<RunRecord>& runs, const std::string& iteration) {
    std::vector<reports::NamedEvaluation> evaluations;
    for (const RunRecord& run : runs) {
        const reports::EvaluationTable* table = chosen(run, iteration);
        if (!table)
            throw base::InputError(base::text("The run ", run.folder.path().string(),
                                              " has no such evaluation; `ld3m eval` makes one."));
        evaluations.push_back({run.name, *table});
    }
    return reports::evaluationTextTable(evaluations);
}

std::string tableAs(const reports::TextTable& table, const std::string& suffix) {
    if (suffix == "tex")
        return toLatex(table);
    if (suffix == "md")
        return toMarkdown(table);
    if (suffix == "csv")
        return toCsv(table);
    throw base::InputError(base::text("A table's file ends with .tex, .md or .csv, not .", suffix, "."));
}

} // namespace ld3m::figure
