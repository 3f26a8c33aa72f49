// Part two: a class-conditional denoiser of the autoencoder's latents.
#pragma once

#include <functional>
#include <memory>

#include "core/data/dataset.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/settings/prior_recipe.h"
#include "core/training/diffusion_loss.h"
#include "core/training/learner.h"
#include "core/training/shuffled_rows.h"
#include "core/training/training_part.h"

namespace ld3m::training {

/// Latents of all images and of all mirrored images, in [0,1]'s order twice, [2N, D, h, w]; computed without
/// graph. `progress` is called with images done and in all, and may throw to stop.
at::Tensor encodeAll(const diffusion::Autoencoder& autoencoder, const data::Dataset& images,
                     const c10::TensorOptions& options,
                     const std::function<void(std::int64_t done, std::int64_t total)>& progress);

class DiffusionTraining final : public TrainingPart {
public:
    /// `latents_2NDhw` as encodeAll() gives them, `labels_N` of the images. `class_names` are for pictures.
    DiffusionTraining(const settings::PriorRecipe& recipe,
                      std::shared_ptr<const diffusion::Autoencoder> autoencoder, at::Tensor latents_2NDhw,
                      at::Tensor labels_N, std::vector<std::string> class_names,
                      const c10::TensorOptions& options);

    std::string name() const override { return "diffusion"; }
    std::int64_t steps() const override { return m_recipe.diffusion.optimiser.steps; }
    StepOutcome step(std::int64_t k) override;
    void save(tensor::StateDict& file) const override { m_learner.save(file); }
    void load(const tensor::StateDict& file) override { m_learner.load(file); }
    /// Averaged weights, with the names of a checkpoint file.
    tensor::StateDict result() override { return *m_learner.averaged(); }
    /// Samples of each class, from noise that is always the same.
    std::optional<reports::ImageSheet> sheet(std::int64_t step) override;

    /// With the averaged weights as they are now.
    diffusion::LatentDiffusionModel model() const;

private:
    settings::PriorRecipe m_recipe;
    std::shared_ptr<const diffusion::Autoencoder> m_autoencoder;
    at::Tensor m_latents_2NDhw;
    at::Tensor m_labels_N;
    std::vector<std::string> m_class_names;
    c10::TensorOptions m_options;
    std::uint64_t m_seed;
    diffusion::NoiseSchedule m_schedule;
    NoiseTables m_tables;
    ShuffledRows m_rows;
    Learner m_learner;
    diffusion::UNet m_network;
    at::Tensor m_embedding_ND; ///< the learning one
};

} // namespace ld3m::training
