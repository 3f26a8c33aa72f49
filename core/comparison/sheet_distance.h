// How far the images of two sheets are from each other, class by class: grey levels and looks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/image_sheet.h"

namespace ld3m::comparison {

struct ImageDistance {
    double rmse = 0; ///< root mean square over pixels and channels, in grey levels (0 to 255)
    double ssim = 1; ///< see structural_similarity.h; mean over the images
};

struct SheetDistance {
    std::vector<ImageDistance> classes; ///< label order
    ImageDistance all;                  ///< over every image
};

/// Empty, or why image k of a class of one cannot be held against image k of the other: "they have 1 and 10
/// images a class".
std::string incomparable(const reports::ImageSheet& a, const reports::ImageSheet& b);

/// Of two sheets that can be compared. Asks `stopped` before each class; nothing where it said so.
std::optional<SheetDistance> distanceOf(const reports::ImageSheet& a, const reports::ImageSheet& b,
                                        const std::function<bool()>& stopped = {});

} // namespace ld3m::comparison
