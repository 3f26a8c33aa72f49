#include "widgets/plots/curve_figure.h"

#include <QFileInfo>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kScreenDpi = 96;

bool paintInto(QPaintDevice& device, QCustomPlot& plot, QSize size) {
    QCPPainter painter;
    if (!painter.begin(&device))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, size.width(), size.height());
    return painter.end();
}

bool writePdf(QCustomPlot& plot, const QString& path, QSize size) {
    QPdfWriter writer(path);
    writer.setResolution(static_cast<int>(kScreenDpi));
    writer.setPageSize(QPageSize(QSizeF(size) * 72 / kScreenDpi, QPageSize::Point));
    writer.setPageMargins({});
    return paintInto(writer, plot, size);
}

bool writeSvg(QCustomPlot& plot, const QString& path, QSize size) {
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(size);
    generator.setViewBox(QRect({0, 0}, size));
    generator.setResolution(static_cast<int>(kScreenDpi));
    return paintInto(generator, plot, size);
}

bool writePng(QCustomPlot& plot, const QString& path, QSize size, int dpi) {
    QImage image = plot.toPixmap(size.width(), size.height(), dpi / kScreenDpi).toImage();
    image.setDotsPerMeterX(qRound(dpi / 0.0254));
    image.setDotsPerMeterY(qRound(dpi / 0.0254));
    return image.save(path, "PNG");
}

} // namespace

bool writeFigure(QCustomPlot& plot, const QString& path, QSize size, int dpi) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("pdf"))
        return writePdf(plot, path, size);
    if (suffix == QLatin1String("svg"))
        return writeSvg(plot, path, size);
    if (suffix == QLatin1String("png"))
        return writePng(plot, path, size, dpi);
    return false;
}

} // namespace ld3m::widgets
