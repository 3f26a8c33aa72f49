// The parts of an iteration one by one, each with the sizes that it has within: what the sections are made
// of.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "app/bench/measurement.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/networks/network.h"
#include "core/objectives/class_match.h"
#include "core/priors/memory_plan.h"
#include "core/priors/prior.h"
#include "core/settings/recipe.h"

namespace ld3m::bench {

class Parts {
public:
    /// All arguments must outlive it; `images_M3HW` as synthesised.
    Parts(const settings::Recipe& recipe, const diffusion::LatentDiffusionModel& model,
          const data::Dataset& real, const priors::Learnables& values, const at::Tensor& images_M3HW);

    /// Bytes beyond the kept graph that the pull-back of one image takes, and those of the objective.
    std::int64_t stepWorking() const;
    std::int64_t outputWorking() const;
    std::int64_t objectiveWorking() const;

    /// Counts how often each part is called in an iteration with this plan, and its operations.
    void plan(const priors::MemoryPlan& plan);
    /// Runs every part once, timed.
    void measure();

    const std::vector<Phase>& phases() const { return m_phases; }
    /// Of an iteration that computes nothing twice.
    double neededFlops() const { return m_needed; }

private:
    enum Index {
        unet_forward,
        unet_pull_back,
        decoder_forward,
        decoder_pull_back,
        codebook,
        real_gradients,
        matching,
        optimiser
    };
    using Lap = std::function<void(Index)>; ///< called after each part

    void run(const Lap& lap);
    void pullThroughUNet(std::int64_t images, const Lap& lap) const;
    void pullThroughDecoder(std::int64_t images, const Lap& lap) const;
    void match(const Lap& lap) const;
    void step() const;
    bool guided() const;
    objectives::MatchingRule matchingRule() const;

    const settings::Recipe& m_recipe;
    const diffusion::LatentDiffusionModel& m_model;
    const data::Dataset& m_real;
    const priors::Learnables& m_values;
    const at::Tensor m_images_M3HW;
    std::vector<data::Strategy> m_strategies;
    std::unique_ptr<networks::Network> m_network;
    networks::Parameters m_parameters;
    priors::MemoryPlan m_plan;
    std::vector<Phase> m_phases;
    double m_needed = 0;
};

} // namespace ld3m::bench
