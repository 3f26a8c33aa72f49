// A small classifier of the real images: features for the perceptual loss, or the judge of samples.
#pragma once

#include <memory>

#include "core/data/dataset.h"
#include "core/networks/network.h"
#include "core/settings/prior_recipe.h"
#include "core/training/learner.h"
#include "core/training/shuffled_rows.h"
#include "core/training/training_part.h"

namespace ld3m::training {

/// A trained classifier of images in [-1,1].
class Classifier {
public:
    /// `weights` is the result of a ClassifierTraining on `images`.
    Classifier(const settings::PriorRecipe& recipe, const data::Dataset& images,
               const tensor::StateDict& weights, const c10::TensorOptions& options);

    at::Tensor scores(const at::Tensor& x_B3HW) const;   ///< [B, classes]
    at::Tensor features(const at::Tensor& x_B3HW) const; ///< [B, F], differentiable in x
    /// Share of the images of these labels that it recognises, in [0,1].
    double accuracy(const at::Tensor& x_N3HW, const at::Tensor& labels_N) const;

private:
    at::Tensor input(const at::Tensor& x_B3HW) const;

    std::shared_ptr<const networks::Network> m_network;
    networks::Parameters m_parameters;
    at::Tensor m_mean_3;
    at::Tensor m_std_3;
};

class ClassifierTraining final : public TrainingPart {
public:
    /// `name` ("features", "judge") also keys its draws: two of them differ. `images` outlives the training.
    ClassifierTraining(std::string name, const settings::PriorRecipe& recipe, const data::Dataset& images,
                       const c10::TensorOptions& options);

    std::string name() const override { return m_name; }
    std::string section() const override { return "classifier"; }
    std::int64_t steps() const override { return m_optimiser.steps; }
    StepOutcome step(std::int64_t k) override;
    void save(tensor::StateDict& file) const override { m_learner.save(file); }
    void load(const tensor::StateDict& file) override { m_learner.load(file); }
    tensor::StateDict result() override { return *m_learner.averaged(); }

private:
    std::string m_name;
    settings::OptimiserSettings m_optimiser;
    const data::Dataset& m_images;
    c10::TensorOptions m_options;
    std::uint64_t m_seed;
    std::shared_ptr<const networks::Network> m_network;
    Learner m_learner;
    networks::Parameters m_parameters; ///< the learner's leaves in the network's order
    at::Tensor m_labels_N;
    ShuffledRows m_rows;
};

} // namespace ld3m::training
