// The trained prior as one file, laid out as published checkpoints are.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/settings/prior_recipe.h"
#include "core/tensor/state_dict.h"

namespace ld3m::training {

/// fp16 weights under first_stage_model, model.diffusion_model and cond_stage_model, the schedule in fp32;
/// sizes, schedule and class names in the metadata. loadLatentDiffusionModel() reads it. `autoencoder` has
/// names as under first_stage_model, `denoiser` whole names. Atomic. @throws base::RunError
void writePrior(const std::filesystem::path& file, const settings::PriorRecipe& recipe,
                const tensor::StateDict& autoencoder, const tensor::StateDict& denoiser,
                const std::vector<std::string>& class_names);

} // namespace ld3m::training
