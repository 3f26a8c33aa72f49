// Batches of training images as networks see them.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "core/data/dataset.h"

namespace ld3m::training {

/// Images of these rows of a split in [-1,1], [n, 3, H, W] in `options`' type.
at::Tensor symmetricImages(const data::Dataset& set, const at::Tensor& rows_n,
                           const c10::TensorOptions& options);

/// Which images of a batch are mirrored: each with probability 1/2, bool [count] on the CPU.
at::Tensor mirrorDraw(std::int64_t count, std::uint64_t seed);

/// Images with these ones mirrored left to right.
at::Tensor mirrored(const at::Tensor& x_BCHW, const at::Tensor& which_B);

/// `count` rows spread evenly over the split's classes (all rows for 0 or more than there are), int64,
/// ascending.
at::Tensor evenRows(const data::Dataset& set, std::int64_t count);

} // namespace ld3m::training
