// k-means (Lloyd's iterations): where a codebook starts.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace ld3m::training {

/// `count` centres of z_ND, [count, D]. They start at random rows; one that nothing is nearest to goes to a
/// random row. Fewer rows than centres: rows serve several times.
at::Tensor kMeans(const at::Tensor& z_ND, std::int64_t count, std::int64_t iterations, std::uint64_t seed);

/// How many rows have each index, and the sum of the rows that do: [K] and [K, D], in z's type.
struct Clusters {
    at::Tensor count_K;
    at::Tensor sum_KD;
};
Clusters clustersOf(const at::Tensor& z_ND, const at::Tensor& index_N, std::int64_t count);

/// `count` random rows of z_ND; different ones as long as there are enough.
at::Tensor someRows(const at::Tensor& z_ND, std::int64_t count, std::uint64_t seed);

} // namespace ld3m::training
