// What makes synthetic images good. An objective sees images only and returns its loss and dLoss/dimages.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/data/dataset.h"
#include "core/settings/recipe.h"

namespace ld3m::objectives {

struct Match {
    double loss = 0;                  ///< sum over classes
    std::vector<double> class_losses; ///< one per class
    at::Tensor gradient_M3HW;         ///< dLoss/dimages
};

class Objective {
public:
    virtual ~Objective() = default;

    /// images_M3HW: normalised, class-major, no graph. `iteration` keys network, batches and augmentations.
    /// `checkpoint` is asked between inner steps and may throw to stop.
    virtual Match match(const at::Tensor& images_M3HW, std::int64_t iteration,
                        const std::function<void()>& checkpoint) = 0;

    /// Live edits (real_batch).
    virtual void apply(const settings::ObjectiveSettings& objective) = 0;
};

/// `real` must outlive the objective.
std::unique_ptr<Objective> makeObjective(const settings::Recipe& recipe, const data::Dataset& real,
                                         const c10::TensorOptions& options);

} // namespace ld3m::objectives
