// Evaluations of runs as a table.
#pragma once

#include <string>
#include <vector>

#include "app/figure/run_record.h"
#include "core/reports/text_table.h"

namespace ld3m::figure {

/// `iteration`: "last", "best" (on the test images) or a number: the newest evaluation up to it.
/// @throws base::InputError when a run has no such evaluation.
reports::TextTable evaluationTable(const std::vector<RunRecord>& runs, const std::string& iteration);

/// As .tex, .md or .csv says. @throws base::InputError for another suffix.
std::string tableAs(const reports::TextTable& table, const std::string& suffix);

} // namespace ld3m::figure
