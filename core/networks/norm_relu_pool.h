// A ConvNet block after its convolution: instance norm (eps 1e-5, affine), ReLU, 2x2 average pooling.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::networks {

/// x [B, C, H, W] to [B, C, H/2, W/2]; weight and bias [C]. Differentiable twice (a third time is an error).
/// On the CPU one fused pass (plane_kernels.h), elsewhere Torch's operators.
at::Tensor normReluPool(const at::Tensor& x_BCHW, const at::Tensor& weight_C, const at::Tensor& bias_C);

/// The same by Torch's operators only: what normReluPool is tested against.
at::Tensor plainNormReluPool(const at::Tensor& x_BCHW, const at::Tensor& weight_C, const at::Tensor& bias_C);

} // namespace ld3m::networks
