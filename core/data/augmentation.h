// Differentiable Siamese augmentation (DSA): colour, crop, cutout, flip, scale, rotate. One strategy is drawn
// for each call. Draws are made on the CPU in fp32, so every device and precision sees the same ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace ld3m::data {

enum class Strategy { color, crop, cutout, flip, scale, rotate };

/// "color" to Strategy::color. @throws base::InputError
std::vector<Strategy> strategiesNamed(const std::vector<std::string>& names);

/// One strategy drawn for the call, one set of parameters for the whole batch: real and synthetic images
/// augmented with equal seeds are transformed alike. Differentiable in x_BCHW, twice. An empty list changes
/// nothing.
at::Tensor augmentSiamese(const at::Tensor& x_BCHW, const std::vector<Strategy>& strategies,
                          std::uint64_t seed);

/// One strategy drawn for the call, parameters of its own for each image.
at::Tensor augmentEach(const at::Tensor& x_BCHW, const std::vector<Strategy>& strategies,
                       at::Generator& generator);

} // namespace ld3m::data
