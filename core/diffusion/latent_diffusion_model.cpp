#include "core/diffusion/latent_diffusion_model.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/diffusion/architecture_table.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/random_denoiser.h"
#include "core/tensor/weights.h"

namespace ld3m::diffusion {
namespace {

void loadDenoiser(const CheckpointLayout& layout, const tensor::Weights& root, LatentDiffusionModel& model) {
    model.unet = std::make_shared<const UNet>(root.under(kUNetPrefix), layout.unet_hints);
    if (model.unet->latentChannels() != model.autoencoder->latentChannels())
        throw base::InputError(base::text("The U-Net takes latents of ", model.unet->latentChannels(),
                                          " channels, but the autoencoder makes ",
                                          model.autoencoder->latentChannels(), "."));
    if (!model.unet->conditional())
        return;
    if (!layout.has_embedder)
        throw base::InputError(
            base::text("The U-Net is conditional, but ", kEmbeddingName,
                       " is missing: only class-conditional and unconditional models can be used."));
    model.embedder.emplace(root.take(kEmbeddingName), layout.unconditional);
    if (model.embedder->width() != model.unet->contextWidth())
        throw base::InputError(base::text("The class embedding is ", model.embedder->width(),
                                          " wide, but the U-Net expects ", model.unet->contextWidth(), "."));
}

/// "VQ-f4 (1024 x 4)" or "KL-f8 (4 channels)".
std::string describeFirstStage(const CheckpointLayout& layout) {
    const std::string start = layout.first_stage.empty() ? "" : layout.first_stage + ".";
    std::int64_t factor = 1;
    for (const auto& [name, tensor] : layout.state->tensors)
        if (name.starts_with(start + "encoder.down.") && name.ends_with(".downsample.conv.weight"))
            factor *= 2;
    const std::string codebook = start + "quantize.embedding.weight";
    if (!layout.state->has(codebook))
        return base::text("KL-f", factor, " (", sizeAt(*layout.state, start + "post_quant_conv.weight", 1),
                          " channels)");
    return base::text("VQ-f", factor, " (", sizeAt(*layout.state, codebook, 0), " x ",
                      sizeAt(*layout.state, codebook, 1), ")");
}

bool attendsToContext(const tensor::StateDict& state) {
    return std::any_of(state.tensors.begin(), state.tensors.end(), [](const auto& entry) {
        return entry.first.starts_with(kUNetPrefix) && entry.first.ends_with("attn2.to_k.weight");
    });
}

void sayWhichWeights(const std::filesystem::path& file, const CheckpointLayout& layout) {
    if (layout.averages.complete())
        base::log::info(base::text("Using the averaged weights of ", file.string(), "."));
    if (layout.averages.partial())
        base::log::warning(base::text(file.string(), " holds averages of only ", layout.averages.averaged,
                                      " of ", layout.averages.averaged + layout.averages.raw,
                                      " weights, so the raw weights are used."));
}

LatentDiffusionModel buildNamed(const std::filesystem::path& file, const CheckpointLayout& layout,
                                const c10::TensorOptions& options) {
    try {
        return buildModel(layout, options);
    } catch (const base::InputError& problem) {
        refuseCheckpoint(file, problem);
    }
}

} // namespace

LatentDiffusionModel buildModel(const CheckpointLayout& layout, const c10::TensorOptions& options) {
    const tensor::Weights root(layout.state, options);
    LatentDiffusionModel model;
    model.schedule = layout.schedule;
    model.autoencoder =
        std::make_shared<const Autoencoder>(root.under(layout.first_stage), layout.first_stage_groups);
    if (layout.has_unet)
        loadDenoiser(layout, root, model);
    return model;
}

LatentDiffusionModel loadLatentDiffusionModel(const std::filesystem::path& file,
                                              const c10::TensorOptions& options,
                                              const tensor::ReadProgress& progress) {
    const CheckpointLayout layout = readCheckpointLayout(file, progress);
    sayWhichWeights(file, layout);
    return buildNamed(file, layout, options);
}

LatentDiffusionModel loadPriorModel(const settings::PriorSettings& prior, std::uint64_t seed,
                                    const c10::TensorOptions& options) {
    CheckpointLayout layout = readCheckpointLayout(prior.checkpoint, {}, prior.weights);
    if (prior.denoiser == settings::Denoiser::random && layout.has_unet) {
        auto state = std::make_shared<tensor::StateDict>(*layout.state);
        drawDenoiser(*state, prior.random_output, base::streamSeed(seed, "prior.random"));
        layout.state = std::move(state);
        base::log::info("The denoiser's weights are drawn afresh (prior.denoiser = \"random\").");
    } else {
        sayWhichWeights(prior.checkpoint, layout);
    }
    return buildNamed(prior.checkpoint, layout, options);
}

std::string describe(const CheckpointLayout& layout) {
    const std::string first_stage = describeFirstStage(layout);
    const TensorShapes shapes = shapesOf(*layout.state);
    if (!layout.has_unet)
        return base::text("autoencoder, ", first_stage, ", ", millions(parametersUnder(shapes, "")));
    const std::string unet = millions(parametersUnder(shapes, std::string(kUNetPrefix) + "."));
    if (!layout.has_embedder || !attendsToContext(*layout.state))
        return base::text("unconditional latent diffusion, ", first_stage, ", U-Net ", unet);
    return base::text("class-conditional latent diffusion, ", first_stage, ", U-Net ", unet, ", ",
                      sizeAt(*layout.state, kEmbeddingName, 0) - (layout.unconditional ? 1 : 0), " classes");
}

std::string describeCheckpoint(const std::filesystem::path& file) {
    return describe(readCheckpointLayout(file));
}

} // namespace ld3m::diffusion
