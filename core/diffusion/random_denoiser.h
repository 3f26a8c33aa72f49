// "LD3M (Random)": the U-Net's weights drawn afresh, in place of trained ones (paper, Table 5).
#pragma once

#include <cstdint>

#include "core/settings/prior_settings.h"
#include "core/tensor/state_dict.h"

namespace ld3m::diffusion {

/// Replaces every tensor under "model.diffusion_model." by one of its shape, as a network in training starts:
/// weights and biases of convolutions and linear maps uniform in +-1/sqrt(fan_in), normalisations 1 and 0.
/// The last convolutions (of residual blocks, attention blocks and the whole network) are zero, so that the
/// predicted noise is exactly 0; with `normal` they are drawn as well, normal with deviation 1/sqrt(fan_in).
/// Tensors are drawn one by one in the order of their names, each in fp32.
void drawDenoiser(tensor::StateDict& state, settings::RandomOutput output, std::uint64_t seed);

} // namespace ld3m::diffusion
