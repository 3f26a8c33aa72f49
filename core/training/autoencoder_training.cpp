#include "core/training/autoencoder_training.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/seeds.h"
#include "core/distillation/sheet.h"
#include "core/tensor/weights.h"
#include "core/training/initial_weights.h"
#include "core/training/latent_scale.h"
#include "core/training/training_images.h"

namespace ld3m::training {
namespace {

constexpr const char* kCodebook = "quantize.embedding.weight";
constexpr std::int64_t kLatentsPerCode = 64; // that the codebook starts from
constexpr std::int64_t kScaleImages = 5000;  // that the latents' deviation is measured on
constexpr std::int64_t kSheetImages = 4;

tensor::StateDict freshWeights(const settings::PriorRecipe& recipe) {
    return initialAutoencoder(
        recipe.autoencoder,
        base::streamSeed(static_cast<std::uint64_t>(recipe.run.seed), "autoencoder.weights"));
}

tensor::StateDict without(tensor::StateDict state, const char* name) {
    state.tensors.erase(name);
    return state;
}

/// A network whose weights are exactly these tensors.
diffusion::Autoencoder networkOf(const tensor::StateDict& weights, const at::Tensor& codes_KD,
                                 std::int64_t groups, const c10::TensorOptions& options) {
    auto whole = std::make_shared<tensor::StateDict>(weights);
    whole->tensors[kCodebook] = codes_KD;
    return {tensor::Weights(std::move(whole), options), groups};
}

} // namespace

AutoencoderTraining::AutoencoderTraining(const settings::PriorRecipe& recipe, const data::Dataset& images,
                                         Features features, const c10::TensorOptions& options)
    : m_recipe(recipe), m_images(images), m_features(std::move(features)), m_options(options),
      m_seed(static_cast<std::uint64_t>(recipe.run.seed)),
      m_rows(images.size(), recipe.autoencoder.optimiser.batch, m_seed, "autoencoder.rows"),
      m_quantised_from(std::llround(recipe.autoencoder.continuous * static_cast<double>(steps()))),
      m_codes_KD(freshWeights(recipe).at(kCodebook).to(options).clone()),
      m_learner(without(freshWeights(recipe), kCodebook), recipe.autoencoder.optimiser, options),
      m_codebook(m_codes_KD, recipe.autoencoder, m_seed),
      m_network(networkOf(*m_learner.weights(), m_codes_KD, recipe.autoencoder.groups, options)),
      m_averaged(networkOf(*m_learner.averaged(), m_codes_KD, recipe.autoencoder.groups, options)) {}

at::Tensor AutoencoderTraining::batch(std::int64_t k) {
    const at::Tensor rows_B = m_rows.at(k);
    return mirrored(symmetricImages(m_images, rows_B, m_options),
                    mirrorDraw(rows_B.size(0), base::streamSeed(m_seed, "autoencoder.mirror", k)));
}

at::Tensor AutoencoderTraining::someLatents(std::int64_t count) const {
    const at::NoGradGuard no_graph;
    ShuffledRows rows(m_images.size(), m_recipe.autoencoder.optimiser.batch, m_seed, "autoencoder.start");
    std::vector<at::Tensor> latents;
    std::int64_t have = 0;
    for (std::int64_t k = 0; have < count; ++k) {
        const at::Tensor z_BDhw = m_network.encode(symmetricImages(m_images, rows.at(k), m_options));
        latents.push_back(z_BDhw.permute({0, 2, 3, 1}).reshape({-1, z_BDhw.size(1)}));
        have += latents.back().size(0);
    }
    return at::cat(latents);
}

StepOutcome AutoencoderTraining::step(std::int64_t k) {
    if (k == m_quantised_from)
        m_codebook.start(someLatents(kLatentsPerCode * m_recipe.autoencoder.codes));
    const bool quantised = k >= m_quantised_from;
    const AutoencoderPass pass =
        passThrough(m_network, batch(k), quantised, m_recipe.autoencoder, m_features);
    at::Tensor index_N;
    if (quantised)
        index_N = m_network.codebook()->indices(pass.z_BDhw).flatten();
    StepOutcome outcome{pass.loss.total.detach(), pass.loss.terms, m_learner.step(pass.loss.total, k)};
    if (quantised)
        m_codebook.update(pass.z_BDhw.permute({0, 2, 3, 1}).reshape({-1, pass.z_BDhw.size(1)}), index_N, k);
    else
        outcome.terms.emplace_back("commitment", at::zeros_like(outcome.loss));
    return outcome;
}

void AutoencoderTraining::save(tensor::StateDict& file) const {
    m_learner.save(file);
    m_codebook.save(file);
}

void AutoencoderTraining::load(const tensor::StateDict& file) {
    m_learner.load(file);
    m_codebook.load(file);
}

tensor::StateDict AutoencoderTraining::result() {
    const at::NoGradGuard no_graph;
    std::vector<at::Tensor> latents;
    for (const at::Tensor& rows : evenRows(m_images, kScaleImages).split(100)) {
        const at::Tensor z_BDhw = m_averaged.encode(symmetricImages(m_images, rows, m_options));
        latents.push_back(z_BDhw.permute({1, 0, 2, 3}).flatten(1));
    }
    const at::Tensor z_DN = at::cat(latents, 1);
    const at::Tensor mean_D = z_DN.mean(1);
    const double deviation = (z_DN - mean_D.unsqueeze(1)).square().mean().sqrt().item<double>();

    tensor::StateDict trained = *m_learner.averaged();
    trained.tensors[kCodebook] = m_codes_KD;
    rescaleLatents(trained, mean_D, std::max(deviation, 1e-6));
    return trained;
}

std::optional<reports::ImageSheet> AutoencoderTraining::sheet(std::int64_t step) {
    const at::NoGradGuard no_graph;
    std::vector<at::Tensor> pictures;
    std::int64_t first = 0;
    for (std::int64_t label = 0; label < m_images.classes(); ++label) {
        const at::Tensor rows = at::arange(first, first + kSheetImages, at::kLong)
                                    .clamp_max(first + m_images.classSize(label) - 1);
        const at::Tensor x_B3HW = symmetricImages(m_images, rows, m_options);
        const at::Tensor z_BDhw = m_averaged.encode(x_B3HW);
        const at::Tensor y_B3HW =
            step > m_quantised_from ? m_averaged.decode(z_BDhw) : m_averaged.decodeUnquantized(z_BDhw);
        pictures.push_back(at::stack({x_B3HW, y_B3HW}, 1).flatten(0, 1));
        first += m_images.classSize(label);
    }
    return distillation::toSheet((at::cat(pictures) + 1) / 2, m_images.classNames(), step);
}

} // namespace ld3m::training
