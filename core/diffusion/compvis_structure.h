// Which tensors a model of the CompVis latent diffusion code has, by name and shape: the published structures
// spelled out.
#pragma once

#include <vector>

#include "core/diffusion/tensor_shapes.h"

namespace ld3m::diffusion {

struct UNetStructure {
    std::int64_t latent_channels = 3;
    std::int64_t width = 192;                   ///< channels of the first level
    std::vector<std::int64_t> multipliers = {}; ///< of the width, level by level
    std::vector<bool> attention = {};           ///< has this level attention
    std::int64_t context = 0;                   ///< width of the context; 0: attention to itself only
    std::int64_t blocks = 2;                    ///< residual blocks a level
};

struct AutoencoderStructure {
    std::int64_t latent_channels = 3;
    std::vector<std::int64_t> multipliers = {}; ///< of 128 channels, level by level
    std::vector<bool> attention = {};           ///< besides the middle, which always has it
    std::int64_t codes = 0;                     ///< of a VQ autoencoder; 0: KL
    std::int64_t blocks = 2;
};

/// Names begin with "model.diffusion_model.".
TensorShapes tensorsOf(const UNetStructure& unet);

/// Names begin with `prefix` ("first_stage_model." or nothing).
TensorShapes tensorsOf(const AutoencoderStructure& autoencoder, const std::string& prefix);

} // namespace ld3m::diffusion
