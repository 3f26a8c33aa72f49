// Part one: a VQ autoencoder, continuous at first, then with a codebook.
#pragma once

#include <memory>

#include "core/data/dataset.h"
#include "core/settings/prior_recipe.h"
#include "core/training/autoencoder_loss.h"
#include "core/training/codebook_learning.h"
#include "core/training/learner.h"
#include "core/training/shuffled_rows.h"
#include "core/training/training_part.h"

namespace ld3m::training {

class AutoencoderTraining final : public TrainingPart {
public:
    /// `features` serve the perceptual loss; empty where its weight is 0. `images` outlives the training.
    AutoencoderTraining(const settings::PriorRecipe& recipe, const data::Dataset& images, Features features,
                        const c10::TensorOptions& options);

    std::string name() const override { return "autoencoder"; }
    std::int64_t steps() const override { return m_recipe.autoencoder.optimiser.steps; }
    StepOutcome step(std::int64_t k) override;
    void save(tensor::StateDict& file) const override;
    void load(const tensor::StateDict& file) override;
    /// Averaged weights and codebook, scaled so that the training images' latents have mean 0 in every
    /// channel and deviation 1 over all; names as under "first_stage_model.".
    tensor::StateDict result() override;
    /// Four images of each class, each beside its reconstruction.
    std::optional<reports::ImageSheet> sheet(std::int64_t step) override;

private:
    at::Tensor batch(std::int64_t k);
    at::Tensor someLatents(std::int64_t count) const;

    settings::PriorRecipe m_recipe;
    const data::Dataset& m_images;
    Features m_features;
    c10::TensorOptions m_options;
    std::uint64_t m_seed;
    ShuffledRows m_rows;
    std::int64_t m_quantised_from; ///< first step with the codebook
    at::Tensor m_codes_KD;         ///< shared by both networks
    Learner m_learner;
    CodebookLearning m_codebook;
    diffusion::Autoencoder m_network;  ///< of the learning weights
    diffusion::Autoencoder m_averaged; ///< of their average
};

} // namespace ld3m::training
