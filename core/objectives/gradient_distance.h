// How far two lists of parameter gradients are apart (DC, Eq. 10 and its variants).
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "core/settings/objective_settings.h"

namespace ld3m::objectives {

/// Whether a parameter of this many dimensions counts: layerwise takes tensors of four (convolutions) and of
/// two (linear layers), the others take all.
bool counts(settings::Distance distance, std::int64_t dimensions);

/// A scalar, differentiable in `synthetic`. Lists of equal shapes; only parameters that count.
///   layerwise: sum over tensors and output rows of 1 - <s, r> / (|s| |r| + 1e-6)
///   mse:       sum of (s - r)^2
///   cosine:    1 - <s, r> / (|s| |r| + 1e-6), all tensors as one vector
at::Tensor gradientDistance(settings::Distance distance, const std::vector<at::Tensor>& synthetic,
                            const std::vector<at::Tensor>& real);

} // namespace ld3m::objectives
