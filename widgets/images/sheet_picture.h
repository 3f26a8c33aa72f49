// Pictures to copy and to keep: single images and whole sheets, as the view shows them or as they are stored.
#pragma once

#include <QFont>
#include <QImage>

#include <vector>

#include "core/reports/image_sheet.h"
#include "widgets/images/display_mapping.h"

namespace ld3m::widgets {

/// One image at its own size.
QImage imagePicture(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                    DisplayMapping mapping);

struct SheetPictureStyle {
    DisplayMapping mapping = DisplayMapping::raw;
    int scale = 1;     ///< screen pixels per pixel, nearest neighbour
    int gap = 2;       ///< between images and around them
    bool names = true; ///< class names left of the rows (left out where a sheet is too tall to write on)
    QFont font = {};
    QColor background = Qt::white;
    QColor ink = Qt::black;
};
/// The rows of these labels, in this order. Any thread.
QImage sheetPicture(const reports::ImageSheet& sheet, const std::vector<std::int64_t>& labels,
                    const SheetPictureStyle& style);

} // namespace ld3m::widgets
