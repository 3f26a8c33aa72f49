// A checkpoint of a run with all that makes images of it again.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "core/data/dataset.h"
#include "core/distillation/checkpoint.h"
#include "core/objectives/objective.h"
#include "core/priors/prior.h"
#include "core/reports/image_study.h"

namespace ld3m::diagnostics {

struct StudySubject {
    std::filesystem::path run;
    std::int64_t iteration = 0;
    distillation::Checkpoint stored;
    c10::TensorOptions options;
    std::shared_ptr<const data::Dataset> train; ///< loaded when first needed, see loadReal
    std::unique_ptr<priors::Prior> prior;       ///< see loadPrior
    std::unique_ptr<objectives::Objective> objective;
    std::function<void()> checkpoint = [] {}; ///< what the prior asks while it works

    std::int64_t classes() const;
    std::int64_t ipc() const;
};

/// Z and c alone, which takes no time. @throws base::InputError
std::unique_ptr<StudySubject> openSubject(const std::filesystem::path& run, std::int64_t iteration);
void loadReal(StudySubject& subject, const reports::StudyWatch& watch);
void loadPrior(StudySubject& subject, const reports::StudyWatch& watch);

/// `all` of M images cut down to one.
priors::Learnables oneOf(const priors::Learnables& all, std::int64_t row);
/// The draw of every preview for one image: drawn for all, as the run does, then cut down.
priors::NoiseDraw previewNoise(const StudySubject& subject, std::int64_t row);
/// [1, 3, H, W] in [0,1] (cut off) to bytes.
reports::Picture pictureOf(const at::Tensor& image_13HW);

} // namespace ld3m::diagnostics
