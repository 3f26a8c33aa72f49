// Image sheets whose pixels say where they are.
#pragma once

#include "core/reports/image_sheet.h"

namespace ld3m::tests {

/// Pixel (x, y) of image k of a class is (10 * label + shift, 10 * k, 10 * y + x).
inline reports::ImageSheet makeSheet(const std::vector<std::string>& names, std::int64_t ipc,
                                     std::int64_t width, std::int64_t height, int shift = 0) {
    reports::ImageSheet sheet;
    sheet.class_names = names;
    sheet.ipc = ipc;
    sheet.width = width;
    sheet.height = height;
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    for (std::size_t label = 0; label < names.size(); ++label)
        for (std::int64_t k = 0; k < ipc; ++k)
            for (std::int64_t y = 0; y < height; ++y)
                for (std::int64_t x = 0; x < width; ++x)
                    for (const std::int64_t value :
                         {10 * static_cast<std::int64_t>(label) + shift, 10 * k, 10 * y + x})
                        rgb->push_back(static_cast<std::uint8_t>(value));
    sheet.rgb = rgb;
    return sheet;
}

} // namespace ld3m::tests
