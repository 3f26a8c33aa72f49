// What a comparison knows of one run: its settings, how far it came, its loss and its accuracies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::comparison {

struct ComparedRun {
    std::string name;
    settings::Recipe recipe;                     ///< as it began
    std::vector<reports::SettingChange> changes; ///< while it was on
    reports::RunState state = reports::RunState::preparing;
    std::int64_t iteration = 0;                        ///< done
    std::int64_t iterations = 0;                       ///< asked for
    std::optional<double> loss;                        ///< of the newest iteration
    std::optional<double> recent_loss;                 ///< mean over the newest tenth of its iterations
    std::optional<double> iteration_seconds;           ///< mean
    std::vector<reports::EvaluationTable> evaluations; ///< by iteration, ascending
};

/// Iteration, losses and seconds out of a run's reports, in order.
void takeReports(ComparedRun& run, const std::vector<reports::IterationReport>& reports);

/// Reads a run folder anew. @throws base::InputError when it is none or it is broken
ComparedRun readComparedRun(const std::filesystem::path& folder);

/// Names that tell the runs apart: equal ones are numbered, "paper (2)".
void makeNamesDistinct(std::vector<ComparedRun>& runs);

} // namespace ld3m::comparison
