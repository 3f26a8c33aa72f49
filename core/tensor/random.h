// Random tensors from named streams (core/base/seeds.h). Drawn on the CPU, so every device sees the same
// numbers.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace ld3m::tensor {

/// A CPU generator (Mersenne Twister, as Python's torch) seeded with `seed`.
at::Generator generator(std::uint64_t seed);

/// Standard normal numbers of this shape, drawn in fp32 and moved to `options`.
at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed, const c10::TensorOptions& options);

/// `count` different indices out of [0, size), in random order (all of them, in random order, when count >=
/// size).
std::vector<std::int64_t> sample(std::int64_t count, std::int64_t size, std::uint64_t seed);

} // namespace ld3m::tensor
