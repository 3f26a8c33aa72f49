#include "core/sweeps/sweep_plan.h"

#include <algorithm>

namespace ld3m::sweeps {
namespace {

constexpr const char* kSeed = "distillation.seed";
constexpr std::int64_t kMost = 1000000000;

// Entries that one list has and the other has not, or differently, by key.
template<typename Entry>
void compare(const std::string& section, const std::vector<Entry>& before, const std::vector<Entry>& after,
             std::vector<std::string>& told) {
    const auto changed = [&](const std::vector<Entry>& these, const std::vector<Entry>& those, bool all) {
        for (const Entry& each : these) {
            const auto other = std::ranges::find(those, each.key, &Entry::key);
            if (other == those.end() || (all && !(*other == each)))
                told.push_back(section + " " + each.key);
        }
    };
    changed(before, after, true);
    changed(after, before, false);
    if (told.empty() && before != after)
        told.push_back("the order in " + section);
}

} // namespace

std::int64_t combinationsOf(const SweepPlan& plan) {
    std::int64_t count = 1;
    const auto times = [&count](std::size_t factor) {
        count = std::min(kMost, count * static_cast<std::int64_t>(std::min<std::size_t>(factor, kMost)));
    };
    for (const Axis& axis : plan.grid)
        times(axis.values.size());
    if (!plan.random.draws.empty())
        times(static_cast<std::size_t>(std::max<std::int64_t>(0, plan.random.count)));
    if (!plan.seeds.empty())
        times(plan.seeds.size());
    return count;
}

std::vector<std::string> variedKeys(const SweepPlan& plan) {
    std::vector<std::string> keys;
    for (const Axis& axis : plan.grid)
        keys.push_back(axis.key);
    for (const Draw& draw : plan.random.draws)
        keys.push_back(draw.key);
    if (!plan.seeds.empty())
        keys.emplace_back(kSeed);
    return keys;
}

std::vector<std::string> differenceOf(const SweepPlan& before, const SweepPlan& after) {
    std::vector<std::string> told;
    for (const settings::Difference& each : settings::difference(before.recipe, after.recipe))
        told.push_back("the recipe's " + each.key);
    compare("[set]", before.set, after.set, told);
    compare("[grid]", before.grid, after.grid, told);
    compare("[random]", before.random.draws, after.random.draws, told);
    if (before.random.count != after.random.count)
        told.emplace_back("[random] count");
    if (before.random.seed != after.random.seed)
        told.emplace_back("[random] seed");
    if (before.seeds != after.seeds)
        told.emplace_back("seeds");
    if (before.order != after.order)
        told.emplace_back("order");
    return told;
}

} // namespace ld3m::sweeps
