#include "core/training/diffusion_training.h"

#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/seeds.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/distillation/sheet.h"
#include "core/tensor/random.h"
#include "core/tensor/weights.h"
#include "core/training/initial_weights.h"
#include "core/training/samples.h"
#include "core/training/training_images.h"

namespace ld3m::training {
namespace {

constexpr std::int64_t kEncodeBatch = 100;
constexpr std::int64_t kSheetSamples = 6;
constexpr std::int64_t kSheetSteps = 10;

tensor::StateDict freshWeights(const settings::PriorRecipe& recipe, std::int64_t classes) {
    const auto seed = static_cast<std::uint64_t>(recipe.run.seed);
    tensor::StateDict weights;
    for (const auto& [name, tensor] : initialUNet(recipe.diffusion, recipe.autoencoder.latent_channels,
                                                  base::streamSeed(seed, "diffusion.weights"))
                                          .tensors)
        weights.tensors[std::string(diffusion::kUNetPrefix) + "." + name] = tensor;
    weights.tensors[diffusion::kEmbeddingName] =
        initialEmbedding(classes, recipe.diffusion.context, base::streamSeed(seed, "diffusion.embedding"));
    return weights;
}

diffusion::UNet networkOf(std::shared_ptr<const tensor::StateDict> weights,
                          const settings::DiffusionSettings& sizes, const c10::TensorOptions& options) {
    const tensor::Weights root(std::move(weights), options);
    return {root.under(diffusion::kUNetPrefix),
            {.groups = sizes.groups, .head_channels = sizes.head_channels}};
}

} // namespace

at::Tensor encodeAll(const diffusion::Autoencoder& autoencoder, const data::Dataset& images,
                     const c10::TensorOptions& options,
                     const std::function<void(std::int64_t done, std::int64_t total)>& progress) {
    const at::NoGradGuard no_graph;
    std::vector<at::Tensor> latents;
    const std::int64_t count = images.size();
    for (const bool mirror : {false, true})
        for (std::int64_t from = 0; from < count; from += kEncodeBatch) {
            progress((mirror ? count : 0) + from, 2 * count);
            const at::Tensor rows = at::arange(from, std::min(count, from + kEncodeBatch), at::kLong);
            const at::Tensor x_B3HW = symmetricImages(images, rows, options);
            latents.push_back(autoencoder.encode(mirror ? x_B3HW.flip(3) : x_B3HW).contiguous());
        }
    return at::cat(latents);
}

DiffusionTraining::DiffusionTraining(const settings::PriorRecipe& recipe,
                                     std::shared_ptr<const diffusion::Autoencoder> autoencoder,
                                     at::Tensor latents_2NDhw, at::Tensor labels_N,
                                     std::vector<std::string> class_names, const c10::TensorOptions& options)
    : m_recipe(recipe), m_autoencoder(std::move(autoencoder)), m_latents_2NDhw(std::move(latents_2NDhw)),
      m_labels_N(std::move(labels_N)), m_class_names(std::move(class_names)), m_options(options),
      m_seed(static_cast<std::uint64_t>(recipe.run.seed)), m_schedule(diffusion::NoiseSchedule::make()),
      m_tables(m_schedule, options),
      m_rows(m_latents_2NDhw.size(0), recipe.diffusion.optimiser.batch, m_seed, "diffusion.rows"),
      m_learner(freshWeights(recipe, static_cast<std::int64_t>(m_class_names.size())),
                recipe.diffusion.optimiser, options),
      m_network(networkOf(m_learner.weights(), recipe.diffusion, options)),
      m_embedding_ND(m_learner.weights()->at(diffusion::kEmbeddingName)) {}

StepOutcome DiffusionTraining::step(std::int64_t k) {
    const at::Tensor rows_B = m_rows.at(k).to(m_latents_2NDhw.device());
    const at::Tensor z_BDhw = m_latents_2NDhw.index_select(0, rows_B);
    const at::Tensor labels_B = m_labels_N.index_select(0, rows_B.remainder(m_labels_N.size(0)));
    const at::Tensor ids_B =
        withDropout(labels_B, static_cast<std::int64_t>(m_class_names.size()),
                    m_recipe.diffusion.class_dropout, base::streamSeed(m_seed, "diffusion.dropout", k));
    const at::Tensor t_B =
        stratifiedTimesteps(rows_B.size(0), base::streamSeed(m_seed, "diffusion.t", k)).to(rows_B.device());
    const at::Tensor eps_BDhw =
        tensor::normal(z_BDhw.sizes(), base::streamSeed(m_seed, "diffusion.noise", k), m_options);

    const at::Tensor context_B1D = m_embedding_ND.index_select(0, ids_B).unsqueeze(1);
    const at::Tensor guess_BDhw = m_network(m_tables.noised(z_BDhw, eps_BDhw, t_B), t_B, context_B1D);
    const at::Tensor error_B = squaredError(guess_BDhw, eps_BDhw);
    const at::Tensor loss = (m_tables.weights(t_B, m_recipe.diffusion.min_snr) * error_B).mean();
    return {loss.detach(), {{"error", error_B.detach().mean()}}, m_learner.step(loss, k)};
}

diffusion::LatentDiffusionModel DiffusionTraining::model() const {
    const std::shared_ptr<const tensor::StateDict> averaged = m_learner.averaged();
    return {.autoencoder = m_autoencoder,
            .unet =
                std::make_shared<const diffusion::UNet>(networkOf(averaged, m_recipe.diffusion, m_options)),
            .embedder = diffusion::ClassEmbedder(averaged->at(diffusion::kEmbeddingName),
                                                 static_cast<std::int64_t>(m_class_names.size())),
            .schedule = m_schedule};
}

std::optional<reports::ImageSheet> DiffusionTraining::sheet(std::int64_t step) {
    const auto classes = static_cast<std::int64_t>(m_class_names.size());
    const at::Tensor labels = at::arange(classes, at::kLong).repeat_interleave(kSheetSamples);
    const at::Tensor images = sampleImages(
        model(), labels, m_recipe.dataset.resolution,
        {.steps = kSheetSteps, .seed = base::streamSeed(m_seed, "diffusion.sheet")}, m_options, [] {});
    return distillation::toSheet((images + 1) / 2, m_class_names, step);
}

} // namespace ld3m::training
