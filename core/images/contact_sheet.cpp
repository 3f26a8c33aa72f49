#include "core/images/contact_sheet.h"

#include <algorithm>

namespace ld3m::images {
namespace {

void draw(Rgb8& picture, std::int64_t top, std::int64_t left, const std::uint8_t* image, std::int64_t height,
          std::int64_t width, std::int64_t scale) {
    for (std::int64_t y = 0; y < height * scale; ++y) {
        std::uint8_t* out = picture.bytes.data() + ((top + y) * picture.width + left) * 3;
        const std::uint8_t* row = image + y / scale * width * 3;
        for (std::int64_t x = 0; x < width * scale; ++x)
            out = std::copy_n(row + x / scale * 3, 3, out);
    }
}

} // namespace

Rgb8 contactSheet(const reports::ImageSheet& sheet, int scale) {
    const auto classes = static_cast<std::int64_t>(sheet.class_names.size());
    const std::int64_t magnification = std::max(scale, 1);
    const std::int64_t row = sheet.height * magnification + kSheetGap;
    const std::int64_t column = sheet.width * magnification + kSheetGap;
    Rgb8 picture{kSheetGap + classes * row, kSheetGap + sheet.ipc * column, {}};
    picture.bytes.assign(static_cast<std::size_t>(picture.height * picture.width * 3), 255);
    for (std::int64_t label = 0; label < classes; ++label)
        for (std::int64_t k = 0; k < sheet.ipc; ++k)
            draw(picture, kSheetGap + label * row, kSheetGap + k * column, sheet.image(label, k),
                 sheet.height, sheet.width, magnification);
    return picture;
}

} // namespace ld3m::images
