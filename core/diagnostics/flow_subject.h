// What a diagnosis looks at: learnables that stay as they are, and all that turns them into a loss.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/diffusion/latent_diffusion_model.h"
#include "core/objectives/objective.h"
#include "core/priors/prior.h"

namespace ld3m::diagnostics {

struct FlowSubject {
    settings::Recipe recipe; ///< residual, sampler, curve and steps are the arms' business
    c10::TensorOptions options;
    std::shared_ptr<const data::Dataset> train; ///< what the objective looks at
    priors::PriorContext context;
    diffusion::LatentDiffusionModel model;
    std::unique_ptr<objectives::Objective> objective;
    priors::Learnables learnables;
};

/// Called with a sentence's beginning ("Decoding training images"), what is done and what there is.
using LoadingProgress = std::function<void(const char* what, std::int64_t done, std::int64_t total)>;

/// Z and c as a run of `recipe` would begin. The checkpoint is read once. `checkpoint` is asked meanwhile and
/// may throw to stop. @throws base::InputError
FlowSubject subjectOfRecipe(const settings::Recipe& recipe, const LoadingProgress& progress,
                            const std::function<void()>& checkpoint);

/// Z and c of the run's checkpoint of `iteration` (the last where absent), under its recipe as edited until
/// then, with `overrides` as typed after --set.
/// @throws base::InputError; also where an override asks for another number of images.
FlowSubject subjectOfRun(const std::filesystem::path& run, std::optional<std::int64_t> iteration,
                         const std::vector<std::string>& overrides, const LoadingProgress& progress,
                         const std::function<void()>& checkpoint);

} // namespace ld3m::diagnostics
