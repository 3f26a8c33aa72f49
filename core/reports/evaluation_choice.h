// Which evaluation of a run is meant: the last, the best on the test images, or the one of a fixed iteration.
// They are never mixed: the best was chosen by the test images, so it flatters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/reports/evaluation_table.h"

namespace ld3m::reports {

/// Mean accuracy of `set` over its networks, without averages of them; nothing where the table has no such
/// row.
std::optional<double> accuracyOf(const EvaluationTable& table, const std::string& set = "synthetic");
/// Of that mean, over the runs of the one network that was tested; nothing for several networks, which have
/// no deviation in common, and for a single run.
std::optional<double> deviationOf(const EvaluationTable& table, const std::string& set = "synthetic");

// Null when there is none. Tables may stand in any order.
/// The one of the largest iteration.
const EvaluationTable* lastOf(const std::vector<EvaluationTable>& tables);
/// The one of the highest accuracy of the synthetic set, the earlier one of equals.
const EvaluationTable* bestOf(const std::vector<EvaluationTable>& tables);
/// The newest one up to `iteration`.
const EvaluationTable* knownAt(const std::vector<EvaluationTable>& tables, std::int64_t iteration);

/// Both in words: "Last: 28.3 % at iteration 500. Best on the test images: 28.9 % at iteration 300, chosen by
/// them." Empty for no tables.
std::string lastAndBest(const std::vector<EvaluationTable>& tables);

} // namespace ld3m::reports
