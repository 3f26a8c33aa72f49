// How many images go through a network at once.
#pragma once

#include <cstdint>

#include "core/networks/network.h"

namespace ld3m::objectives {

/// Images of a piece of x_BCHW whose first block's features stay in a core's second-level cache; on a device,
/// in a part of its memory. At least 1. Splitting changes sums by rounding only.
std::int64_t pieceSize(const at::Tensor& x_BCHW, const networks::Parameters& parameters);

} // namespace ld3m::objectives
