// Z and c with their optimiser: everything that an iteration changes.
#pragma once

#include "core/objectives/objective.h"
#include "core/priors/prior.h"
#include "core/settings/distillation_settings.h"
#include "core/tensor/sgd.h"

namespace ld3m::distillation {

/// Pictures and evaluations of all iterations share one noise draw, which no training iteration uses (they
/// count from 1): what changes between two sheets is then Z and c, not the noise.
constexpr std::int64_t kPreviewNoise = 0;

struct LearnableState {
    std::int64_t iteration = 0; ///< iterations done
    priors::Learnables values;
    tensor::SgdMomentum latents_sgd;
    tensor::SgdMomentum conditioning_sgd;
    objectives::Learned objective; ///< what the objective itself learns; mostly nothing

    /// A copy that shares no tensor with this one.
    LearnableState copy() const;
    /// One SGD step of what `settings.learn` lets move (LD3M Algorithm 1, last line).
    void update(const priors::Learnables& gradients, const settings::DistillationSettings& settings);
};

} // namespace ld3m::distillation
