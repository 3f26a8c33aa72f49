// Which of several sets is better: their evaluations, held against the first one's network by network run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/paired_test.h"
#include "core/comparison/compared_run.h"

namespace ld3m::comparison {

constexpr double kSignificance = 0.05; ///< what p must fall below

/// The newest evaluation of a run up to an iteration, the last one where none is given; null for none.
const reports::EvaluationTable* evaluationAt(const ComparedRun& run, std::optional<std::int64_t> iteration);

/// Tests b against a: run i of both tables trained like networks in the same order. Empty in `reason`'s
/// stead: t and p. Its reason also says why two tables cannot be paired: another protocol, other networks,
/// another number of runs.
base::PairedTest accuracyTest(const reports::EvaluationTable& a, const reports::EvaluationTable& b);

/// "b is better", "a is better" (p below kSignificance), "no difference shown", or why nothing can be said.
std::string verdict(const base::PairedTest& test, const std::string& a, const std::string& b);

} // namespace ld3m::comparison
