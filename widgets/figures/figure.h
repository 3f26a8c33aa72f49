// Anything that can be set on paper: curves, sheets of images.
#pragma once

#include <QByteArray>

#include "widgets/figures/figure_style.h"
#include "widgets/figures/figure_writer.h"

namespace ld3m::widgets {

/// Holds what it draws; UI thread.
struct Figure {
    QString title = {};   ///< "Matching loss"; also the file's name when nobody chooses one
    bool hasAxes = false; ///< else height, legend, lines and axis titles of a style mean nothing
    QString xTitle = {};
    QString yTitle = {};
    std::function<QSizeF(const FigureStyle&)> inches = {};
    std::function<DrawFigure(const FigureStyle&)> picture = {};
    std::function<QByteArray()> numbers = {}; ///< as CSV; none where there are no numbers
};

/// As pixels, for a preview or the clipboard.
QImage imageOf(const Figure& figure, const FigureStyle& style, int dpi);

/// The suffix decides: .pdf, .svg, .png, or .csv where there are numbers. Empty when the file is there, else
/// the sentence that says why not.
QString save(const Figure& figure, const FigureStyle& style, const QString& path);

/// What a file of this figure may end with: "pdf", "svg", "png", "csv".
QStringList suffixesOf(const Figure& figure);

} // namespace ld3m::widgets
