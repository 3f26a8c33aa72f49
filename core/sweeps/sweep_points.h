// A plan as the list of its runs.
#pragma once

#include <string>
#include <vector>

#include "core/sweeps/sweep_plan.h"

namespace ld3m::sweeps {

/// One run of a sweep.
struct SweepPoint {
    /// Says what is special about it and is a folder's name: "steps-20-seed-1". It depends on the point's
    /// varied settings only: a plan that grows keeps the ids of the points it had.
    std::string id;
    std::vector<projects::Change> varied; ///< the settings that the sweep varies, as this point has them
    settings::Recipe recipe;              ///< complete
};

struct SweepPoints {
    std::vector<SweepPoint> points; ///< in the order in which they are to be run, none twice
    /// One sentence for each point that could not run, naming it, and for the plan as a whole.
    std::vector<std::string> problems;
};

/// The most points that a sweep may have.
constexpr std::int64_t kMostPoints = 20000;

/// Never throws for a bad plan: `problems` says it.
SweepPoints pointsOf(const SweepPlan& plan);

/// @throws base::InputError naming all problems, a line each.
std::vector<SweepPoint> soundPointsOf(const SweepPlan& plan);

} // namespace ld3m::sweeps
