#include "widgets/figures/figure_writer.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kMetresPerInch = 0.0254;

QSize unitsOf(QSizeF inches) {
    return {qRound(inches.width() * kUnitsPerInch), qRound(inches.height() * kUnitsPerInch)};
}

bool drawInto(QPaintDevice& device, double scale, const DrawFigure& draw) {
    QCPPainter painter;
    if (!painter.begin(&device))
        return false;
    painter.setMode(QCPPainter::pmVectorized, scale == 1); // those devices have a scale of their own
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::LosslessImageRendering);
    painter.scale(scale, scale);
    draw(painter);
    return painter.end();
}

bool makePdf(QIODevice& out, QSizeF inches, const DrawFigure& draw) {
    QPdfWriter writer(&out);
    writer.setCreator(QCoreApplication::applicationName());
    writer.setResolution(kUnitsPerInch);
    writer.setPageSize(QPageSize(inches, QPageSize::Inch, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    return drawInto(writer, 1, draw);
}

bool makeSvg(QIODevice& out, QSizeF inches, const DrawFigure& draw) {
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setSize(unitsOf(inches));
    generator.setViewBox(QRect({0, 0}, unitsOf(inches)));
    generator.setResolution(kUnitsPerInch);
    return drawInto(generator, 1, draw);
}

QString cannotWrite(const QString& path, const QString& reason) {
    return QCoreApplication::translate("FigureWriter", "Cannot write %1: %2.").arg(path, reason);
}

} // namespace

QImage figureImage(QSizeF inches, int dpi, const DrawFigure& draw) {
    const QSize pixels(qRound(inches.width() * dpi), qRound(inches.height() * dpi));
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(Qt::white);
    image.setDotsPerMeterX(qRound(dpi / kMetresPerInch));
    image.setDotsPerMeterY(qRound(dpi / kMetresPerInch));
    drawInto(image, double(dpi) / kUnitsPerInch, draw);
    return image;
}

QString writeFigure(const QString& path, QSizeF inches, int dpi, const DrawFigure& draw) {
    const QString suffix = figureSuffix(path);
    if (suffix != "pdf" && suffix != "svg" && suffix != "png")
        return cannotWrite(path, QCoreApplication::translate("FigureWriter",
                                                             "a figure's name ends with .pdf, .svg or .png"));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const bool made = suffix == "pdf"   ? makePdf(buffer, inches, draw)
                      : suffix == "svg" ? makeSvg(buffer, inches, draw)
                                        : figureImage(inches, dpi, draw).save(&buffer, "PNG");
    if (!made)
        return cannotWrite(path,
                           QCoreApplication::translate("FigureWriter", "the figure could not be drawn"));
    return writeWhole(path, buffer.data());
}

QString writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return cannotWrite(path, file.errorString());
}

QString figureSuffix(const QString& path) {
    return QFileInfo(path).suffix().toLower();
}

} // namespace ld3m::widgets
