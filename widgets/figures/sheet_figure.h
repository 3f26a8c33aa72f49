// Sheets of synthetic images on paper: classes in rows, runs or methods side by side under their names.
#pragma once

#include <vector>

#include "core/reports/image_sheet.h"
#include "widgets/figures/figure.h"

namespace ld3m::widgets {

struct SheetFigure {
    struct Column {
        QString head; ///< "LD3M"; a single sheet needs none
        reports::ImageSheet sheet;
    };

    QString title = {};
    std::vector<Column> columns = {};
    std::vector<std::string> classes =
        {};               ///< as the sheets name them, in this order; empty: all of the first sheet
    int images = 0;       ///< at most so many of each class; 0: all
    QString caption = {}; ///< one line below: "iteration 300"; empty: none
};

/// Classes that a sheet lacks stay white there. The style's width, font and dpi count; the height follows.
Figure figureOf(SheetFigure sheets);

} // namespace ld3m::widgets
