// Any picture as a square of the working resolution.
#pragma once

#include "core/images/image_file.h"

namespace ld3m::images {

/// The shorter side becomes `resolution` (antialiased bilinear: a triangle filter as wide as the reduction),
/// the longer one floor(resolution * long / short), of which the centre is kept; an image that already fits
/// is returned as it is. Computed in float, rounded once.
Rgb8 fitSquare(Rgb8 image, std::int64_t resolution);

} // namespace ld3m::images
