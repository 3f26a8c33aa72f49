// Latents of unit deviation without a scale factor: the scale goes into the weights on both sides of the
// latent.
#pragma once

#include "core/tensor/state_dict.h"

namespace ld3m::training {

/// Changes quant_conv, the codebook and post_quant_conv of `autoencoder` so that latents z become (z - mean)
/// / scale while nearest codes and images stay the same: `mean_D` is one number for each channel, `scale` one
/// for all.
void rescaleLatents(tensor::StateDict& autoencoder, const at::Tensor& mean_D, double scale);

} // namespace ld3m::training
