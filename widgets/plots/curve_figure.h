// Writes a QCustomPlot as it is into a PDF, SVG or PNG file.
#pragma once

#include <QSize>
#include <QString>

class QCustomPlot;

namespace ld3m::widgets {

/// The suffix decides; size in 1/96 inch; dpi only for PNG. False when that is not possible.
bool writeFigure(QCustomPlot& plot, const QString& path, QSize size, int dpi);

} // namespace ld3m::widgets
