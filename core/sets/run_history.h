// The numbers of a run up to one iteration, as a table for spreadsheets and as curves for TensorBoard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/projects/run_folder.h"
#include "core/reports/evaluation_table.h"
#include "core/reports/iteration_report.h"
#include "core/sets/event_file.h"

namespace ld3m::sets {

struct RunHistory {
    double began = 0; ///< seconds since 1970
    std::vector<reports::IterationReport> iterations;
    std::vector<reports::EvaluationTable> evaluations;

    /// began and the seconds of all iterations up to this one: metrics.jsonl keeps durations only.
    double wallAt(std::int64_t iteration) const;
    /// Absent when the run was never evaluated.
    std::optional<reports::EvaluationTable> newestEvaluation() const;
    /// The learned rate of trajectory matching; absent elsewhere.
    std::optional<double> studentRate() const;
};

RunHistory historyOf(const projects::RunFolder& run, std::int64_t upTo);

/// One line an iteration, and one for evaluations that stand alone: iteration, loss, latent_grad_norm,
/// conditioning_grad_norm, latent_rate, conditioning_rate, seconds, then the mean accuracy of each set and
/// network. Cells without a number are empty.
std::string toCsv(const RunHistory& history);

/// The same numbers as scalars: distillation/loss, ..., accuracy/<set>/<network>.
void addScalars(EventFile& events, const RunHistory& history);

} // namespace ld3m::sets
