// How a prior spends memory: which graphs it keeps, and how many images go through at a time.
#pragma once

#include <cstdint>

#include "core/settings/prior_settings.h"

namespace ld3m::priors {

/// What decides. Bytes are of one image.
struct MemoryNeeds {
    std::int64_t images = 1;
    std::int64_t steps = 1;
    std::int64_t step_bytes = 0;   ///< kept by the graph of one reverse step
    std::int64_t output_bytes = 0; ///< kept by the graph of decoder and image output
};

struct MemoryPlan {
    settings::Memory mode = settings::Memory::per_step; ///< never automatic
    std::int64_t batch = 1;                             ///< images at a time through the reverse process
    std::int64_t output_batch = 1;                      ///< images at a time through the decoder
    MemoryNeeds needs;                                  ///< what it was made for
};

/// `automatic` keeps all graphs when they fill at most 40 % of `available` bytes, else it takes per_step.
/// A batch's graph (one step; the whole chain with two_pass) gets an eighth of `total`, at least one image.
/// Batches depend on the machine's total memory, never on what happens to be free, and `keep` and `per_step`
/// have equal ones: a resumed run repeats its numbers.
MemoryPlan planMemory(settings::Memory wanted, const MemoryNeeds& needs, std::int64_t available,
                      std::int64_t total);

} // namespace ld3m::priors
