#include "core/sweeps/sweep_status.h"

#include <algorithm>
#include <array>

namespace ld3m::sweeps {

std::string nameOf(PointState state) {
    constexpr std::array kNames = {"waiting", "begun", "running", "finished", "failed", "cancelled"};
    return kNames.at(static_cast<std::size_t>(state));
}

int SweepStatus::count(PointState state) const {
    return static_cast<int>(std::ranges::count(points, state, &PointStatus::state));
}

} // namespace ld3m::sweeps
