// Nearest neighbour in a small table: the look-up of a vector-quantised autoencoder.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::kernels {

/// Index of the row of codes_KD nearest to each row of z_ND, int64 [N]: the smallest |z|^2 + |e|^2 - 2 z.e,
/// the first one on ties. Tables of N x K distances are never formed. fp32 or fp64, on the CPU or a CUDA
/// device (on its current stream); both give the same indices. No gradient. @throws base::RunError when
/// shapes, types or devices differ.
at::Tensor nearestCode(const at::Tensor& z_ND, const at::Tensor& codes_KD);

} // namespace ld3m::kernels
