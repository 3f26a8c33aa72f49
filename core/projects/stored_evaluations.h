// The evaluations that a run folder keeps, and the iteration that is meant by "last" or "best".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/projects/run_folder.h"
#include "core/reports/evaluation_table.h"

namespace ld3m::projects {

/// By iteration, ascending; files that are no table are left out. @throws base::InputError when one cannot be
/// read
std::vector<reports::EvaluationTable> storedEvaluations(const RunFolder& run);

/// Those and, of other iterations, the ones that the metrics tell: a stored one may have been made anew
/// since. By iteration, ascending.
std::vector<reports::EvaluationTable> withTold(std::vector<reports::EvaluationTable> stored,
                                               const std::vector<reports::EvaluationTable>& told);

/// A checkpoint's iteration by its name: "last" is the newest, "best" the one that stored evaluations found
/// best on the test images (its accuracy flatters, being chosen by them), a whole number itself.
/// @throws base::InputError when there is no such checkpoint or no such word
std::int64_t iterationNamed(const RunFolder& run, const std::string& name);

} // namespace ld3m::projects
