#include "core/comparison/accuracy_test.h"

#include <set>

#include "core/base/text.h"
#include "core/reports/evaluation_choice.h"
#include "core/reports/paired_difference.h"

namespace ld3m::comparison {
namespace {

std::set<std::string> networksOf(const reports::EvaluationTable& table) {
    std::set<std::string> networks;
    for (const reports::EvaluationRow& row : table.rows)
        if (row.set == "synthetic" && row.network != reports::kUnseenAverage)
            networks.insert(row.network);
    return networks;
}

std::string unpaired(const std::string& reason) {
    return "not paired: " + reason;
}

} // namespace

const reports::EvaluationTable* evaluationAt(const ComparedRun& run, std::optional<std::int64_t> iteration) {
    return iteration ? reports::knownAt(run.evaluations, *iteration) : reports::lastOf(run.evaluations);
}

base::PairedTest accuracyTest(const reports::EvaluationTable& a, const reports::EvaluationTable& b) {
    base::PairedTest test;
    const std::vector<double> first = reports::runAccuracies(a);
    const std::vector<double> second = reports::runAccuracies(b);
    if (a.protocol != b.protocol)
        test.reason = unpaired("another protocol");
    else if (networksOf(a) != networksOf(b))
        test.reason = unpaired("other networks");
    else if (first.size() != second.size())
        test.reason = unpaired(base::text(first.size(), " and ", second.size(), " networks"));
    else
        test = base::pairedTest(first, second);
    return test;
}

std::string verdict(const base::PairedTest& test, const std::string& a, const std::string& b) {
    if (!test.p)
        return test.reason;
    if (*test.p >= kSignificance)
        return "no difference shown";
    return (test.mean > 0 ? b : a) + " is better";
}

} // namespace ld3m::comparison
