// What is drawn on paper becomes a PDF, SVG or PNG file.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSizeF>
#include <QString>

#include <functional>

class QCPPainter;

namespace ld3m::widgets {

/// A figure is drawn in units of 1/288 inch, a quarter of a point, whatever becomes of it.
constexpr int kUnitsPerInch = 288;
constexpr int kUnitsPerPoint = kUnitsPerInch / 72;

/// Draws at 0, 0 with a painter that is ready; its ground is white, or nothing in PDF and SVG.
using DrawFigure = std::function<void(QCPPainter& painter)>;

/// The figure as pixels; empty where there is no memory for it.
QImage figureImage(QSizeF inches, int dpi, const DrawFigure& draw);

/// The suffix decides: .pdf (vectors, fonts embedded), .svg (vectors, text) or .png (dpi only matters here).
/// The file appears whole or not at all. Empty when it did, else the sentence that says why not.
QString writeFigure(const QString& path, QSizeF inches, int dpi, const DrawFigure& draw);

/// Writes bytes as a file that appears whole or not at all. Empty when it did, else the sentence that says
/// why not.
QString writeWhole(const QString& path, const QByteArray& bytes);

/// Of `path`, in small letters: "pdf".
QString figureSuffix(const QString& path);

} // namespace ld3m::widgets
