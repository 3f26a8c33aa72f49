// What a sweep tells while it is on: plain values, made by the runner, read by the window and the command
// line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ld3m::sweeps {

enum class PointState {
    waiting,   ///< not begun
    begun,     ///< has a run folder and is not being run: goes on from its checkpoint
    running,   ///< a process runs it now
    finished,  ///< complete
    failed,    ///< its process ended with an error; retried when asked for
    cancelled, ///< somebody took it out
};

/// "waiting", "begun", ...
std::string nameOf(PointState state);

struct PointStatus {
    std::string id;
    PointState state = PointState::waiting;
    std::int64_t iteration = 0;  ///< done
    std::int64_t iterations = 0; ///< asked for
    std::optional<double> loss = {};
    std::optional<double> accuracy = {};           ///< mean of the newest evaluation, in [0,1]
    std::optional<double> accuracy_deviation = {}; ///< over its runs, where one network was tested
    double seconds = 0;                            ///< of distillation, without loading and evaluating
    std::optional<double> iteration_seconds = {};  ///< median; mean while this program runs it
    std::int64_t host_memory = 0;                  ///< largest, bytes; 0 where it was not told
    std::int64_t device_memory = 0;
    std::string problem = {}; ///< of a failed one: one sentence

    bool operator==(const PointStatus&) const = default;
};

struct SweepStatus {
    std::vector<PointStatus> points = {}; ///< in the order in which they are run
    int jobs = 1;                         ///< processes at once
    bool paused = false;                  ///< nothing is started
    std::optional<double> eta = {}; ///< seconds until all is done, at the pace since the sweep was started

    int count(PointState state) const;
};

} // namespace ld3m::sweeps
