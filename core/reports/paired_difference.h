// How two sets differ in accuracy when their networks were drawn alike: run i of both trains from the same
// start in the same order, so the difference of each run is freer of luck than the difference of two means.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/reports/evaluation_table.h"

namespace ld3m::reports {

/// The accuracy of each run of `set`, averaged over its networks (without averages of them), in [0,1]. Empty
/// where the table has no such row, or its networks were not run equally often.
std::vector<double> runAccuracies(const EvaluationTable& table, const std::string& set = "synthetic");

struct PairedDifference {
    std::int64_t iteration = 0;
    double a = 0;         ///< mean accuracy of the first set, in [0,1]
    double b = 0;         ///< of the second
    double mean = 0;      ///< of b - a over the runs
    double deviation = 0; ///< of b - a over the runs (ddof 0)
    std::size_t runs = 0;
};

/// Nothing where both were not measured by one protocol, on the same networks, equally often.
std::optional<PairedDifference> pairedDifference(const EvaluationTable& a, const EvaluationTable& b);

/// One for each iteration up to `last` that both have been evaluated at, ascending.
std::vector<PairedDifference> pairedDifferences(const std::vector<EvaluationTable>& a,
                                                const std::vector<EvaluationTable>& b, std::int64_t last);

} // namespace ld3m::reports
