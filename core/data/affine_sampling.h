// Bilinear sampling at affinely moved positions, as a linear map of the image.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::data {

/// out(p) = x(theta p), p in [-1,1]^2 with the corners at pixel centres, zeros outside. theta_n23 is a CPU
/// tensor with n = 1 or B and gets no gradient. Differentiable in x to any order (LibTorch's own sampler only
/// once).
at::Tensor sampleAffine(const at::Tensor& x_BCHW, const at::Tensor& theta_n23);

} // namespace ld3m::data
