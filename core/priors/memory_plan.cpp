#include "core/priors/memory_plan.h"

#include <algorithm>

namespace ld3m::priors {

MemoryPlan planMemory(settings::Memory wanted, const MemoryNeeds& needs, std::int64_t available,
                      std::int64_t total) {
    const auto fitting = [&](std::int64_t bytes) {
        return std::clamp<std::int64_t>(total / 8 / std::max<std::int64_t>(bytes, 1), 1, needs.images);
    };
    MemoryPlan plan;
    plan.mode = wanted;
    plan.needs = needs;
    if (wanted == settings::Memory::automatic) {
        const double all = static_cast<double>(needs.images) *
                           static_cast<double>(needs.steps * needs.step_bytes + needs.output_bytes);
        plan.mode =
            all <= 0.4 * static_cast<double>(available) ? settings::Memory::keep : settings::Memory::per_step;
    }
    const bool whole_chain = plan.mode == settings::Memory::two_pass;
    plan.batch =
        fitting(whole_chain ? needs.steps * needs.step_bytes + needs.output_bytes : needs.step_bytes);
    plan.output_batch = std::min(plan.batch, fitting(needs.output_bytes));
    return plan;
}

} // namespace ld3m::priors
