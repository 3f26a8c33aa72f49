// All synthetic images of one iteration as a single picture.
#pragma once

#include "core/images/image_file.h"
#include "core/reports/image_sheet.h"

namespace ld3m::images {

/// Pixels of white between neighbours, and around the whole.
inline constexpr std::int64_t kSheetGap = 2;

/// One row per class, one column per image of it; each pixel is drawn as scale x scale pixels (1 or more).
Rgb8 contactSheet(const reports::ImageSheet& sheet, int scale);

} // namespace ld3m::images
