// How much of the loss's gradient reaches Z and c, by residual arm and number of reverse steps T.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/diagnostics/arms.h"
#include "core/diagnostics/flow_subject.h"
#include "core/reports/diagnosis.h"

namespace ld3m::diagnostics {

struct FlowPlan {
    std::vector<Arm> arms;
    std::vector<std::int64_t> steps; ///< T = prior.steps, counted by the recipe's timestep rule
    std::int64_t draws = 3;          ///< iteration keys 1 .. draws
    /// Points that are known already and not measured again.
    std::function<bool(const Arm&, std::int64_t steps)> known = [](const Arm&, std::int64_t) {
        return false;
    };

    /// Reverse steps of all that is measured.
    std::int64_t work() const;
};

using reports::FlowPoint;

struct FlowWatch {
    std::function<void()> checkpoint = [] {}; ///< asked within every inner step; throws jobs::Stopped to stop
    std::function<void(const FlowPoint&)> measured = [](const FlowPoint&) {};
    /// Reverse steps done and in all: what the time goes with.
    std::function<void(const Arm&, std::int64_t steps, std::int64_t done, std::int64_t total)> progress =
        [](const Arm&, std::int64_t, std::int64_t, std::int64_t) {};
};

/// Refuses what the measurement would stumble over on its way, before anything is loaded.
/// @throws base::InputError (ranges, settings that contradict each other)
void requireMeasurable(const settings::Recipe& recipe, const FlowPlan& plan);

/// Every arm at the first T, then at the next. All share the draws: draw k takes noise, objective network,
/// batches and augmentations of iteration k, whatever arm and T (with prior.noise = run the noise of all
/// draws is one). The learnables stay as they are.
/// @returns the points in the order measured; fewer when stopped: those that are complete.
std::vector<FlowPoint> measureGradientFlow(const FlowSubject& subject, const FlowPlan& plan,
                                           const FlowWatch& watch);

} // namespace ld3m::diagnostics
