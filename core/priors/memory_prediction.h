// How much memory an iteration will take at its peak, before it runs.
#pragma once

#include <cstdint>

#include "core/priors/memory_plan.h"

namespace ld3m::priors {

/// What the host's heap holds for each byte that is alive, as measured (docs/results/performance.md): freed
/// blocks between living ones do not go back to the system. On a CUDA device what is alive is counted: 1.
inline constexpr double kHostHeap = 1.3;

/// Bytes that do not follow from the plan. "Working" is what a pull-back allocates for one image beyond the
/// graph it walks back.
struct MemoryShares {
    std::int64_t resident = 0;       ///< before the iteration: runtime, weights, real images
    std::int64_t latent = 0;         ///< z of one image
    std::int64_t step_working = 0;   ///< one reverse step
    std::int64_t output_working = 0; ///< decoder and image output
    std::int64_t objective = 0;      ///< the objective at work, all cores together
    double heap = 1;                 ///< kHostHeap, or 1 on a CUDA device
};

/// resident + heap x the largest of what lives together: what waits for the pull-back (every graph with keep,
/// every z_t with per_step, nothing with two_pass) and, one after another, the objective, a batch through the
/// decoder and a batch through a reverse step (with two_pass: the graphs of the batch's whole chain).
std::int64_t predictedPeak(const MemoryPlan& plan, const MemoryShares& shares);

} // namespace ld3m::priors
