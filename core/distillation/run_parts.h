// What a recipe turns into: real images, prior, objective, on one device.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/data/dataset.h"
#include "core/objectives/objective.h"
#include "core/priors/prior.h"
#include "core/reports/run_events.h"

namespace ld3m::distillation {

struct RunParts {
    c10::TensorOptions options;
    std::shared_ptr<const data::Dataset> train;
    std::shared_ptr<const data::Dataset> test; ///< null when evaluation is off
    std::unique_ptr<priors::Prior> prior;
    std::unique_ptr<objectives::Objective> objective; ///< null where images are only judged
};

/// Loads and builds everything. `checkpoint` is asked while loading and, later, by the prior within its inner
/// steps.
/// @throws base::InputError
RunParts buildParts(const settings::Recipe& recipe, reports::Published& published,
                    std::function<void()> checkpoint);
/// All but the objective, whose experts may be gone when a run is judged.
RunParts buildJudgedParts(const settings::Recipe& recipe, reports::Published& published,
                          std::function<void()> checkpoint);

/// What the recipe's prior needs to know of the run; nothing is asked while it works (see checkpoint).
priors::PriorContext priorContext(const settings::Recipe& recipe, const data::Dataset& train);

/// One real image for each synthetic one, [M, 3, H, W] in [0,1]: stream "initial". Without repetition unless
/// distillation.initial_draw says so.
/// @throws base::InputError when a class has fewer than IPC images.
at::Tensor initialImages(const settings::Recipe& recipe, const data::Dataset& train);

/// Random real images as a set of the same size, normalised: the evaluation's baseline. Stream "baseline".
at::Tensor baselineImages(const settings::Recipe& recipe, const data::Dataset& train);

/// Labels of M class-major images, int64 on the device.
at::Tensor labelsFor(const settings::Recipe& recipe, const data::Dataset& train,
                     const c10::TensorOptions& options);

} // namespace ld3m::distillation
