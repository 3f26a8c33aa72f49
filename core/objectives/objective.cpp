#include "core/objectives/objective.h"

#include "core/objectives/distribution_matching.h"
#include "core/objectives/gradient_matching.h"
#include "core/objectives/trajectory_matching.h"

namespace ld3m::objectives {

std::unique_ptr<Objective> makeObjective(const settings::Recipe& recipe, const data::Dataset& real,
                                         const c10::TensorOptions& options) {
    switch (recipe.objective.kind) {
    case settings::ObjectiveKind::gradient_matching:
        break;
    case settings::ObjectiveKind::distribution_matching:
        return std::make_unique<DistributionMatching>(recipe, real, options);
    case settings::ObjectiveKind::trajectory_matching:
        return std::make_unique<TrajectoryMatching>(recipe, real.classes(), options);
    }
    return std::make_unique<GradientMatching>(recipe, real, options);
}

} // namespace ld3m::objectives
