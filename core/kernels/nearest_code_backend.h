// What each back end of nearestCode() provides. Tensors are checked and contiguous; index_N is filled.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::kernels {

void nearestCodeCpu(const at::Tensor& z_ND, const at::Tensor& codes_KD, const at::Tensor& index_N);

/// @throws base::RunError in a build without CUDA.
void nearestCodeCuda(const at::Tensor& z_ND, const at::Tensor& codes_KD, const at::Tensor& index_N);

} // namespace ld3m::kernels
