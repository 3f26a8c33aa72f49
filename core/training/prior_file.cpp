#include "core/training/prior_file.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/diffusion/noise_schedule.h"

namespace ld3m::training {
namespace {

using Json = nlohmann::ordered_json;

Json firstStageSizes(const settings::AutoencoderSettings& sizes) {
    return {{"groups", sizes.groups},
            {"ch", sizes.width},
            {"ch_mult", settings::numbersIn(sizes.multipliers)},
            {"nrb", sizes.blocks},
            {"z", sizes.latent_channels},
            {"n_embed", sizes.codes},
            {"embed_dim", sizes.latent_channels}};
}

Json unetSizes(const settings::PriorRecipe& recipe) {
    const settings::DiffusionSettings& sizes = recipe.diffusion;
    return {{"groups", sizes.groups},
            {"in_ch", recipe.autoencoder.latent_channels},
            {"mc", sizes.width},
            {"nrb", sizes.blocks},
            {"mult", settings::numbersIn(sizes.multipliers)},
            {"attn", settings::numbersIn(sizes.attention)},
            {"head_ch", sizes.head_channels},
            {"ctx", sizes.context}};
}

at::Tensor toFloats(const std::vector<double>& numbers) {
    return at::tensor(numbers, at::kDouble).to(at::kFloat);
}

} // namespace

void writePrior(const std::filesystem::path& file, const settings::PriorRecipe& recipe,
                const tensor::StateDict& autoencoder, const tensor::StateDict& denoiser,
                const std::vector<std::string>& class_names) {
    tensor::StateDict out;
    for (const auto& [name, tensor] : autoencoder.tensors)
        out.tensors["first_stage_model." + name] = tensor.detach().to(at::kHalf);
    for (const auto& [name, tensor] : denoiser.tensors)
        out.tensors[name] = tensor.detach().to(at::kHalf);
    const diffusion::NoiseSchedule schedule = diffusion::NoiseSchedule::make();
    out.tensors["betas"] = toFloats(schedule.betas);
    out.tensors["alphas_cumprod"] = toFloats(schedule.alphas_cumprod);
    out.metadata = {{"linear_start", "0.0015"},
                    {"linear_end", "0.0195"},
                    {"first_stage", firstStageSizes(recipe.autoencoder).dump()},
                    {"unet", unetSizes(recipe).dump()},
                    {"n_classes", std::to_string(class_names.size())},
                    {"uncond_class", std::to_string(class_names.size())},
                    {"class_names", Json(class_names).dump()},
                    {"resolution", std::to_string(recipe.dataset.resolution)},
                    {"licence", recipe.run.licence}};
    tensor::writeStateDict(file, out);
}

} // namespace ld3m::training
