// Untrained networks of the published structure: tensor names, shapes and initial values, for any size.
#pragma once

#include <cstdint>

#include "core/settings/training_settings.h"
#include "core/tensor/state_dict.h"

namespace ld3m::training {

/// A VQ autoencoder, codebook included; names as under "first_stage_model.".
tensor::StateDict initialAutoencoder(const settings::AutoencoderSettings& autoencoder, std::uint64_t seed);

/// A class-conditional U-Net for latents of `latent_channels`; names as under "model.diffusion_model.". Its
/// output is zero at first.
tensor::StateDict initialUNet(const settings::DiffusionSettings& diffusion, std::int64_t latent_channels,
                              std::uint64_t seed);

/// One row for each class and one for "no class".
at::Tensor initialEmbedding(std::int64_t classes, std::int64_t width, std::uint64_t seed);

} // namespace ld3m::training
