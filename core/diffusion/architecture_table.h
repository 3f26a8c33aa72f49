// A model's structure in words, as a few rows for people, read off its tensors' shapes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/diffusion/tensor_shapes.h"

namespace ld3m::diffusion {

using TableRow =
    std::pair<std::string, std::string>; ///< "U-Net", "400.9 M parameters, 192 channels x (1, 2, 3, 5), ..."

/// Rows only for the parts that are there; shapes that make no sense give no row rather than an error.
std::vector<TableRow> architectureTable(const TensorShapes& tensors);

/// Numbers in all tensors whose names begin with `start`.
std::int64_t parametersUnder(const TensorShapes& tensors, const std::string& start);

/// "400.9 M"
std::string millions(std::int64_t parameters);

} // namespace ld3m::diffusion
