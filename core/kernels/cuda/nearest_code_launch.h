// The CUDA side of nearestCode(): raw device pointers only, so that nvcc never sees a Torch header.
#pragma once

#include <cstdint>

#include <cuda_runtime_api.h>

namespace ld3m::kernels {

/// Most channels that a tile of codes in shared memory can have.
constexpr std::int64_t kMostChannels = 4096;

/// Row-major z [rows, channels] and codes [codes, channels]; index [rows]. Asynchronous on `stream`.
void launchNearestCode(const float* z, const float* codes, std::int64_t* index, std::int64_t row_count,
                       std::int64_t code_count, std::int64_t channels, cudaStream_t stream);
void launchNearestCode(const double* z, const double* codes, std::int64_t* index, std::int64_t row_count,
                       std::int64_t code_count, std::int64_t channels, cudaStream_t stream);

} // namespace ld3m::kernels
