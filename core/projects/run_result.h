// What came of one run, as one row of a table of runs needs it: settings, state, loss, accuracies, time,
// memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::projects {

/// What the networks of one evaluation reached on the synthetic set.
struct AccuracyResult {
    struct Network {
        std::string name;     ///< "convnet", or reports::kUnseenAverage
        double mean = 0;      ///< in [0,1]
        double deviation = 0; ///< of the population, over the networks' runs
        int runs = 0;
    };
    std::int64_t iteration = 0;
    std::string protocol;                 ///< "ld3m, 1000 epochs, 3 runs, 10000 test images"
    std::string distilled_with;           ///< empty where unknown
    double mean = 0;                      ///< over the networks, without averages of them; in [0,1]
    std::vector<Network> networks;        ///< in the table's order
    std::optional<double> deviation = {}; ///< over the runs, where one network was tested

    /// Null where it was not tested.
    const Network* find(const std::string& network) const;
};

struct RunResult {
    std::filesystem::path folder;
    std::string id;      ///< the folder's name
    std::string name;    ///< as people call it now; the id where nobody named it
    std::string created; ///< ISO 8601, UTC
    std::string parent;  ///< id of the run it branched from; empty for none
    std::vector<std::string> tags;
    bool archived = false;
    /// As it began. Null where the folder is broken.
    std::shared_ptr<const settings::Recipe> recipe;
    std::vector<std::string> edited; ///< keys of settings that were changed while it was on, each once

    reports::RunState state = reports::RunState::preparing;
    bool held = false;           ///< a process writes it now
    std::int64_t iteration = 0;  ///< done
    std::int64_t iterations = 0; ///< asked for
    std::optional<double> loss;  ///< of the newest iteration
    std::optional<AccuracyResult> last;
    /// The best on the test images among the evaluations of last's protocol; it flatters, being chosen by
    /// them.
    std::optional<AccuracyResult> best;
    std::optional<double> iteration_seconds; ///< median
    double distillation_seconds = 0;         ///< sum over iterations, without loading and evaluating
    std::int64_t host_memory = 0;            ///< largest, bytes; 0 where it was not told
    std::int64_t device_memory = 0;

    /// Empty, or the sentence that says what in the folder could not be read; what could be stands beside it.
    std::string problem;
};

/// Where a run that nobody reports about stands, by its folder: preparing or running while `held`, then
/// finished, stopped (nothing would be lost by resuming) or, where its process died, still running.
/// @param checkpoint the newest one, -1 for none
reports::RunState stateByFolder(bool held, std::int64_t iteration, std::int64_t iterations,
                                std::int64_t checkpoint);

/// Reads all of it anew. Never throws for a broken or missing folder: `problem` says it. Any thread.
RunResult readRunResult(const std::filesystem::path& folder);

} // namespace ld3m::projects
