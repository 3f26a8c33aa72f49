#include "core/reports/diagnosis.h"

#include <algorithm>

namespace ld3m::reports {
namespace {

template<typename Result>
auto placeOf(std::vector<Result>& all, const std::string& arm, std::int64_t steps) {
    return std::ranges::find_if(all,
                                [&](const Result& each) { return each.arm == arm && each.steps == steps; });
}

template<typename Result>
const Result* found(const std::vector<Result>& all, const std::string& arm, std::int64_t steps) {
    for (const Result& each : all)
        if (each.arm == arm && each.steps == steps)
            return &each;
    return nullptr;
}

template<typename Result>
void put(std::vector<Result>& all, Result result) {
    const auto place = placeOf(all, result.arm, result.steps);
    if (place == all.end())
        all.push_back(std::move(result));
    else
        *place = std::move(result);
}

} // namespace

const FlowPoint* Diagnosis::flowOf(const std::string& arm, std::int64_t steps) const {
    return found(flow, arm, steps);
}

const GradientChain* Diagnosis::chainOf(const std::string& arm, std::int64_t steps) const {
    return found(chains, arm, steps);
}

void Diagnosis::add(FlowPoint point) {
    put(flow, std::move(point));
}

void Diagnosis::add(GradientChain chain) {
    put(chains, std::move(chain));
}

} // namespace ld3m::reports
