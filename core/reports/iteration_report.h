// What one iteration says about itself.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ld3m::reports {

/// Seconds that an iteration spent in each phase.
struct PhaseSeconds {
    double synthesize = 0; ///< learnables to images
    double match = 0;      ///< images to loss and dL/dS
    double pull_back = 0;  ///< dL/dS to dL/dZ and dL/dc
    double update = 0;     ///< optimiser step
};

/// Bytes in use when an iteration ended; 0 where it was not told.
struct MemoryBytes {
    std::int64_t host = 0;   ///< resident in the process
    std::int64_t device = 0; ///< that the process holds of its GPU
};

struct IterationReport {
    std::int64_t iteration = 0;        ///< 1 is the first
    double loss = 0;                   ///< sum over classes
    std::vector<double> class_losses;  ///< one per class, label order
    double latent_grad_norm = 0;       ///< ||dL/dZ||, 2-norm over everything
    double conditioning_grad_norm = 0; ///< ||dL/dc||; 0 where the prior has no c
    double latent_rate = 0;            ///< rate of Z in this iteration
    double conditioning_rate = 0;      ///< rate of c in this iteration
    double seconds = 0;                ///< whole iteration, wall clock
    PhaseSeconds phases;
    std::optional<double> student_rate =
        {}; ///< trajectory matching's learned rate, as this iteration left it
    MemoryBytes memory = {};
};

} // namespace ld3m::reports
