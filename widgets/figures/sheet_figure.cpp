#include "widgets/figures/sheet_figure.h"

#include <QFontMetricsF>

#include <algorithm>
#include <memory>

#include "core/base/imagenet_classes.h"
#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kTileGap = 1 * kUnitsPerPoint;
constexpr double kColumnGap = 6 * kUnitsPerPoint;
constexpr double kNameGap = 3 * kUnitsPerPoint;
constexpr double kNameShare = 0.35; ///< at most so much of the width goes to the names of classes

QString displayed(const std::string& name) {
    return QString::fromStdString(base::displayName(name));
}

/// Where everything stands, in units of a figure.
struct Layout {
    QFont font;
    double width = 0;
    double names = 0; ///< width of the classes' names, gap included
    double head = 0;
    double tile = 0;
    double caption = 0;
    std::vector<int> images; ///< side by side in each column

    double columnWidth(std::size_t column) const { return images[column] * (tile + kTileGap) - kTileGap; }
    double rowTop(std::size_t row) const { return head + double(row) * (tile + kTileGap); }
    double height(std::size_t rows) const { return rowTop(rows) - kTileGap + caption; }
};

Layout layoutOf(const SheetFigure& sheets, const FigureStyle& style) {
    Layout layout;
    layout.font = figureFont(style);
    layout.width = style.width * kUnitsPerInch;
    const QFontMetricsF metrics(layout.font);
    for (const std::string& name : sheets.classes)
        layout.names = std::max(layout.names, metrics.horizontalAdvance(displayed(name)) + kNameGap);
    layout.names = std::min(layout.names, layout.width * kNameShare);
    double gaps = layout.names;
    int tiles = 0;
    for (const SheetFigure::Column& column : sheets.columns) {
        const int ipc = std::max(1, static_cast<int>(column.sheet.ipc));
        layout.images.push_back(sheets.images > 0 ? std::min(sheets.images, ipc) : ipc);
        tiles += layout.images.back();
        gaps += (layout.images.back() - 1) * kTileGap;
        if (!column.head.isEmpty())
            layout.head = metrics.height() + kNameGap;
    }
    gaps += double(sheets.columns.size() - 1) * kColumnGap;
    layout.tile = std::max(1.0, (layout.width - gaps) / std::max(1, tiles));
    layout.caption = sheets.caption.isEmpty() ? 0 : kNameGap + metrics.height();
    return layout;
}

void drawName(QPainter& painter, const QRectF& place, const QString& text, Qt::Alignment alignment) {
    const QFontMetricsF metrics(painter.font());
    painter.drawText(place, int(alignment) | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, place.width()));
}

void drawImage(QPainter& painter, const QRectF& place, const reports::ImageSheet& sheet, std::int64_t label,
               int k) {
    const QImage image(sheet.image(label, k), int(sheet.width), int(sheet.height), int(sheet.width) * 3,
                       QImage::Format_RGB888);
    // Synthetic pixels stay squares; only where there is no room for them are they averaged.
    const double devicePixels = place.width() * painter.deviceTransform().m11();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, devicePixels < image.width());
    painter.drawImage(place, image);
}

void drawColumn(QPainter& painter, const SheetFigure& sheets, const Layout& layout, std::size_t column,
                double left) {
    const auto& [head, sheet] = sheets.columns[column];
    drawName(painter, {left, 0, layout.columnWidth(column), layout.head}, head,
             Qt::AlignHCenter | Qt::AlignTop);
    for (std::size_t row = 0; row < sheets.classes.size(); ++row) {
        const auto label =
            std::ranges::find(sheet.class_names, sheets.classes[row]) - sheet.class_names.begin();
        if (label == std::ssize(sheet.class_names))
            continue;
        for (int k = 0; k < layout.images[column] && k < sheet.ipc; ++k)
            drawImage(painter,
                      {left + k * (layout.tile + kTileGap), layout.rowTop(row), layout.tile, layout.tile},
                      sheet, label, k);
    }
}

void draw(QPainter& painter, const SheetFigure& sheets, const Layout& layout) {
    painter.setFont(layout.font);
    painter.setPen(Qt::black);
    for (std::size_t row = 0; row < sheets.classes.size(); ++row)
        drawName(painter, {0, layout.rowTop(row), layout.names - kNameGap, layout.tile},
                 displayed(sheets.classes[row]), Qt::AlignRight | Qt::AlignVCenter);
    double left = layout.names;
    for (std::size_t column = 0; column < sheets.columns.size(); ++column) {
        drawColumn(painter, sheets, layout, column, left);
        left += layout.columnWidth(column) + kColumnGap;
    }
    if (layout.caption > 0)
        drawName(painter,
                 {layout.names, layout.height(sheets.classes.size()) - layout.caption,
                  layout.width - layout.names, layout.caption},
                 sheets.caption, Qt::AlignLeft | Qt::AlignBottom);
}

} // namespace

Figure figureOf(SheetFigure sheets) {
    if (sheets.classes.empty() && !sheets.columns.empty())
        sheets.classes = sheets.columns.front().sheet.class_names;
    const auto shared = std::make_shared<SheetFigure>(std::move(sheets));
    Figure figure{.title = shared->title};
    figure.inches = [shared](const FigureStyle& style) {
        return QSizeF(style.width, layoutOf(*shared, style).height(shared->classes.size()) / kUnitsPerInch);
    };
    figure.picture = [shared](const FigureStyle& style) {
        return [shared, layout = layoutOf(*shared, style)](QCPPainter& painter) {
            draw(painter, *shared, layout);
        };
    };
    return figure;
}

} // namespace ld3m::widgets
