#include "core/objectives/matching_loops.h"

#include <map>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::objectives {

MatchingLoops matchingLoops(const settings::ObjectiveSettings& objective, std::int64_t ipc) {
    static const std::map<std::int64_t, MatchingLoops> table = {
        {1, {1, 1}}, {10, {10, 50}}, {20, {20, 25}}, {30, {30, 20}}, {40, {40, 15}}, {50, {50, 10}}};
    MatchingLoops loops{objective.outer_loops, objective.inner_loops};
    if (loops.outer > 0 && loops.inner > 0)
        return loops;
    const auto row = table.find(ipc);
    if (row == table.end())
        throw base::InputError(
            base::text("DC's table of loops has no row for distillation.ipc = ", ipc,
                       " (but for 1, 10, 20, 30, 40 and 50): set objective.outer_loops and "
                       "objective.inner_loops to numbers above 0."));
    if (loops.outer == 0)
        loops.outer = row->second.outer;
    if (loops.inner == 0)
        loops.inner = row->second.inner;
    return loops;
}

} // namespace ld3m::objectives
