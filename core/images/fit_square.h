// Any picture as a square of the working resolution.
#pragma once

#include "core/images/image_file.h"

namespace ld3m::images {

/// The shorter side becomes `resolution` (bilinear; antialiased: a triangle filter as wide as the reduction),
/// the longer one floor(resolution * long / short), of which the centre is kept; an image that already fits
/// is returned as it is. Rounded to 8 bits after each of the two passes, across then down, as the field's
/// loaders do with pictures.
Rgb8 fitSquare(Rgb8 image, std::int64_t resolution, bool antialias = true);

/// The same without rounding, as the field's tensor code does: levels 0 to 255, rows of R, G, B.
std::vector<float> fitSquareLevels(const Rgb8& image, std::int64_t resolution, bool antialias = true);

} // namespace ld3m::images
