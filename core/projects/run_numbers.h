// The numbers of a run up to one iteration, as a table for spreadsheets and as curves for TensorBoard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/files/event_file.h"
#include "core/projects/run_folder.h"
#include "core/reports/run_events.h"

namespace ld3m::projects {

struct RunNumbers {
    double began = 0; ///< seconds since 1970
    std::vector<reports::IterationReport> iterations = {};
    std::vector<reports::EvaluationTable> evaluations = {};

    /// An iteration or an evaluation; other events have no numbers.
    void take(const reports::Event& event);
    /// began and the seconds of all iterations up to this one: metrics.jsonl keeps durations only.
    double wallAt(std::int64_t iteration) const;
    /// Absent when the run was never evaluated.
    std::optional<reports::EvaluationTable> newestEvaluation() const;
    /// The learned rate of trajectory matching; absent elsewhere.
    std::optional<double> studentRate() const;
};

RunNumbers numbersUpTo(const RunFolder& run, std::int64_t upTo);
/// When a run was made, in seconds since 1970; 0 when it does not say.
double secondsOf(const Provenance& provenance);

/// One line an iteration, and one for evaluations that stand alone: iteration, loss, latent_grad_norm,
/// conditioning_grad_norm, latent_rate, conditioning_rate, seconds, then the mean accuracy of each set and
/// network. Cells without a number are empty.
std::string toCsv(const RunNumbers& numbers);

/// The same numbers as scalars: distillation/loss, ..., accuracy/<set>/<network>.
void addScalars(files::EventFile& events, const RunNumbers& numbers);

} // namespace ld3m::projects
