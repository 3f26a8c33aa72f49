// CutMix and mixup: two images of a batch become one, their labels in the same proportion.
#pragma once

#include <utility>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "core/settings/evaluation_settings.h"

namespace ld3m::evaluation {

/// A box in pixels: rows [top, bottom), columns [left, right).
struct Box {
    std::int64_t top = 0, bottom = 0, left = 0, right = 0;
    std::int64_t area() const { return (bottom - top) * (right - left); }
};

/// The box that a CutMix of proportion `kept` takes from the other image: sides sqrt(1 - kept) of the
/// image's, whole pixels, centred at (row, column), cut off at the borders.
Box cutBox(double kept, std::int64_t row, std::int64_t column, std::int64_t height, std::int64_t width);

/// One image in place of two, and what the first one's label counts.
struct Mixed {
    at::Tensor x_BCHW;
    at::Tensor partner_B; ///< row of each image's other one; undefined when nothing was mixed
    double kept = 1;      ///< share of the image itself: by area, or weight
};

/// Draws partners and a proportion ~ Beta(alpha, alpha) for the whole batch.
Mixed mixed(const at::Tensor& x_BCHW, settings::Mix mix, double alpha, at::Generator& generator);

/// Probabilities [B, classes] of the mixed batch, out of labels int64 [B] or probabilities [B, classes].
at::Tensor mixedLabels(const at::Tensor& labels, const Mixed& mixed, std::int64_t classes);

} // namespace ld3m::evaluation
