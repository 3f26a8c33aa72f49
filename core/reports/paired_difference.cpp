#include "core/reports/paired_difference.h"

#include <algorithm>
#include <set>

#include "core/base/statistics.h"

namespace ld3m::reports {
namespace {

std::set<std::string> networksOf(const EvaluationTable& table) {
    std::set<std::string> networks;
    for (const EvaluationRow& row : table.rows)
        if (row.set == "synthetic" && row.network != kUnseenAverage)
            networks.insert(row.network);
    return networks;
}

} // namespace

std::vector<double> runAccuracies(const EvaluationTable& table, const std::string& set) {
    std::vector<double> sums;
    int networks = 0;
    for (const EvaluationRow& row : table.rows) {
        if (row.set != set || row.network == kUnseenAverage)
            continue;
        if (networks++ == 0)
            sums.assign(row.accuracies.size(), 0);
        if (row.accuracies.size() != sums.size())
            return {};
        for (std::size_t run = 0; run < sums.size(); ++run)
            sums[run] += row.accuracies[run];
    }
    for (double& sum : sums)
        sum /= networks;
    return sums;
}

std::optional<PairedDifference> pairedDifference(const EvaluationTable& a, const EvaluationTable& b) {
    const std::vector<double> first = runAccuracies(a);
    const std::vector<double> second = runAccuracies(b);
    if (first.empty() || first.size() != second.size() || a.protocol != b.protocol ||
        networksOf(a) != networksOf(b))
        return std::nullopt;
    std::vector<double> differences;
    for (std::size_t run = 0; run < first.size(); ++run)
        differences.push_back(second[run] - first[run]);
    const base::Statistics measured = base::statisticsOf(differences);
    return PairedDifference{b.iteration,
                            base::statisticsOf(first).mean,
                            base::statisticsOf(second).mean,
                            measured.mean,
                            measured.deviation,
                            differences.size()};
}

std::vector<PairedDifference> pairedDifferences(const std::vector<EvaluationTable>& a,
                                                const std::vector<EvaluationTable>& b, std::int64_t last) {
    std::vector<PairedDifference> found;
    for (const EvaluationTable& second : b) {
        const auto first = std::ranges::find(a, second.iteration, &EvaluationTable::iteration);
        if (first == a.end() || second.iteration > last)
            continue;
        if (const auto difference = pairedDifference(*first, second))
            found.push_back(*difference);
    }
    std::ranges::sort(found, {}, &PairedDifference::iteration);
    return found;
}

} // namespace ld3m::reports
