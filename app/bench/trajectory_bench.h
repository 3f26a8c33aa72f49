// How much memory the gradient of trajectory matching takes as the student takes more steps: the reverse
// sweep that runs use, and one graph over all steps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/bench/bench_options.h"

namespace ld3m::bench {

/// One number of student steps. Bytes on top of what was in use before; seconds of one gradient.
struct TrajectoryRow {
    std::int64_t steps = 0;
    std::int64_t sweep_bytes = 0;
    std::int64_t unrolled_bytes = 0;
    double sweep_seconds = 0;
    double unrolled_seconds = 0;
};

/// For 5, 10, 20 and 40 steps on random images of the options' classes, IPC, resolution and network.
std::vector<TrajectoryRow> measureTrajectories(const BenchOptions& options);

std::string toText(const std::vector<TrajectoryRow>& rows);
/// One object, one line.
std::string toJson(const std::vector<TrajectoryRow>& rows);

} // namespace ld3m::bench
