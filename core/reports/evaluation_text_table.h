// Evaluations as the table of a paper: networks in rows, sets or runs in columns, per cent.
#pragma once

#include <string>
#include <vector>

#include "core/reports/evaluation_table.h"
#include "core/reports/text_table.h"

namespace ld3m::reports {

struct NamedEvaluation {
    std::string name; ///< of the run or method
    EvaluationTable table;
};

/// A single evaluation has a column for each of its sets. Of several, each is a column under its name, after
/// the baselines (sets other than "synthetic") of the first that has them. Last rows: the average over all
/// networks where there are several, and over the unseen ones where a table has it. The best of each row is
/// marked; the caption says the protocol, of several those that differ.
TextTable evaluationTextTable(const std::vector<NamedEvaluation>& evaluations);

} // namespace ld3m::reports
