#include "core/priors/memory_prediction.h"

#include <algorithm>
#include <cmath>

namespace ld3m::priors {
namespace {

/// What a batch adds while it is pulled back, graphs that it has to make first included.
struct Batch {
    std::int64_t steps = 0;
    std::int64_t output = 0;
};

Batch batchOf(const MemoryPlan& plan, const MemoryShares& shares) {
    const MemoryNeeds& needs = plan.needs;
    const Batch working{plan.batch * shares.step_working, plan.output_batch * shares.output_working};
    switch (plan.mode) {
    case settings::Memory::keep:
        return working;
    case settings::Memory::two_pass: {
        const std::int64_t chain = plan.batch * (needs.steps * needs.step_bytes + needs.output_bytes);
        return {chain + working.steps, chain + working.output};
    }
    case settings::Memory::per_step:
    case settings::Memory::automatic:
        break;
    }
    return {plan.batch * needs.step_bytes + working.steps,
            plan.output_batch * needs.output_bytes + working.output};
}

} // namespace

std::int64_t predictedPeak(const MemoryPlan& plan, const MemoryShares& shares) {
    const MemoryNeeds& needs = plan.needs;
    std::int64_t waiting = 0;
    if (plan.mode == settings::Memory::keep)
        waiting = needs.images * (needs.steps * needs.step_bytes + needs.output_bytes);
    else if (plan.mode == settings::Memory::per_step)
        waiting = needs.images * (needs.steps + 1) * shares.latent;
    const Batch batch = batchOf(plan, shares);
    const std::int64_t alive = waiting + std::max({shares.objective, batch.steps, batch.output});
    return shares.resident + std::llround(shares.heap * static_cast<double>(alive));
}

} // namespace ld3m::priors
