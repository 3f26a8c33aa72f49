// The painting half of ImageSheetView.
#include <QPainter>
#include <QTimer>

#include <algorithm>

#include "core/base/imagenet_classes.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/images/pixel_peep.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr qint64 kFrameBudget = 6'000'000; ///< nanoseconds for making tiles; a frame has 16 ms
constexpr int kPinMark = 4;

/// The part of a tile that is on the screen, and the part of its image that belongs there, in whole pixels of
/// the image: painting a tile of many thousand pixels would cost its size, not what is seen.
std::pair<QRectF, QRectF> seenPart(const QRect& tile, QSize image, const QRect& visible) {
    const double across = static_cast<double>(tile.width()) / image.width();
    const double down = static_cast<double>(tile.height()) / image.height();
    const QRect seen = tile & visible;
    const int left = static_cast<int>((seen.left() - tile.left()) / across);
    const int top = static_cast<int>((seen.top() - tile.top()) / down);
    const int right =
        std::min(image.width(), static_cast<int>((seen.right() + 1 - tile.left()) / across) + 1);
    const int bottom =
        std::min(image.height(), static_cast<int>((seen.bottom() + 1 - tile.top()) / down) + 1);
    const QRectF source(left, top, right - left, bottom - top);
    return {QRectF(tile.left() + left * across, tile.top() + top * down, source.width() * across,
                   source.height() * down),
            source};
}

} // namespace

void ImageSheetView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const ThemeColours& colours = coloursOf(palette());
    painter.fillRect(viewport()->rect(), colours.panel);
    if (isEmpty() || m_layout.rows == 0) {
        painter.setPen(colours.muted);
        painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         isEmpty() ? m_emptyText
                                   : tr("No class is called like “%1”. Clear the search to see all %2.")
                                         .arg(m_rows.filter())
                                         .arg(m_rows.classes()));
        return;
    }
    m_frame.start();
    m_unfinished = false;
    const int frozen = frozenHeight();
    const QRect below = viewport()->rect().adjusted(0, frozen, 0, 0);
    const SheetLayout::Visible visible = m_layout.visibleIn(below.translated(scrollOffset()));
    const auto paintRows = [&](std::int64_t first, std::int64_t last, const QRect& area) {
        painter.setClipRect(area.adjusted(m_layout.namesWidth, 0, 0, 0));
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_smooth);
        for (std::int64_t row = first; row <= last; ++row)
            paintRow(painter, row, visible);
        paintSelection(painter, area, first, last);
        painter.setClipRect(area);
        if (m_namesVisible)
            paintNames(painter, first, last, area);
    };
    paintRows(frozen > 0 ? std::max(visible.firstRow, m_rows.pinnedCount()) : visible.firstRow,
              visible.lastRow, below);
    if (frozen > 0) {
        paintRows(0, m_rows.pinnedCount() - 1, QRect(0, 0, viewport()->width(), frozen));
        if (scrollOffset().y() > 0)
            painter.fillRect(0, frozen - 2, viewport()->width(), 1, colours.border);
    }
    if (m_unfinished)
        QTimer::singleShot(0, viewport(), qOverload<>(&QWidget::update));
}

void ImageSheetView::paintRow(QPainter& painter, std::int64_t row, const SheetLayout::Visible& visible) {
    for (std::int64_t column = visible.firstColumn; column <= visible.lastColumn; ++column)
        paintTile(painter, m_rows.labelAt(row), column);
}

void ImageSheetView::paintTile(QPainter& painter, std::int64_t label, std::int64_t k) {
    paintCached(painter, m_tiles, label, k, [&] { return displayed(m_sheet, label, k); });
    if (!m_fitted && zoom() >= kPeepedPixel)
        if (const QImage shown = m_tiles.any(label * m_sheet.ipc + k); shown.width() == m_sheet.width)
            paintPixels(painter, tileRect(label, k), m_sheet.image(label, k), shown, viewport()->rect());
}

void ImageSheetView::paintCached(QPainter& painter, TileCache& tiles, std::int64_t label, std::int64_t k,
                                 const std::function<QImage()>& make) {
    const std::int64_t key = label * m_sheet.ipc + k;
    const QRect tile = tileRect(label, k);
    QImage image = tiles.fresh(key);
    if (image.isNull() && m_frame.nsecsElapsed() < kFrameBudget) {
        image = make();
        tiles.insert(key, image);
    } else if (image.isNull()) {
        m_unfinished = true;
        image = tiles.any(key);
    }
    if (image.isNull()) {
        painter.fillRect(tile, coloursOf(palette()).field);
    } else if (viewport()->rect().contains(tile)) {
        painter.drawImage(tile, image);
    } else if (viewport()->rect().intersects(tile)) {
        const auto [target, source] = seenPart(tile, image.size(), viewport()->rect());
        painter.drawImage(target, image, source);
    }
}

QImage ImageSheetView::displayed(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k) const {
    return displayImage(sheet.image(label, k), static_cast<int>(sheet.width), static_cast<int>(sheet.height),
                        m_mapping, m_reduction, m_smooth);
}

/// Beside a tall row where the row is seen.
void ImageSheetView::paintNames(QPainter& painter, std::int64_t first, std::int64_t last, const QRect& area) {
    const ThemeColours& colours = coloursOf(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::int64_t row = first; row <= last; ++row) {
        const QRect name = nameRect(row) & area;
        const std::int64_t label = m_rows.labelAt(row);
        painter.setPen(label == selectedLabel() ? colours.text : colours.muted);
        painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         fontMetrics().elidedText(m_rows.displayName(label), Qt::ElideRight, name.width()));
        if (m_rows.isPinned(label)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.accent);
            painter.drawEllipse(
                QRectF(name.left() - 6, name.center().y() - kPinMark / 2.0, kPinMark, kPinMark));
        }
    }
}

void ImageSheetView::paintSelection(QPainter& painter, const QRect& area, std::int64_t first,
                                    std::int64_t last) {
    const ThemeColours& colours = coloursOf(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setClipRect(area.adjusted(std::max(0, m_layout.namesWidth - 2), 0, 0, 0));
    const QColor frame = hasFocus() ? colours.accent : colours.text;
    for (const SheetTile& tile : m_selection.count() < 2 ? std::vector<SheetTile>() : m_selection.tiles()) {
        const std::int64_t row = m_rows.rowOf(tile.label);
        if (row < first || row > last)
            continue;
        painter.setPen(QPen(mixed(frame, colours.panel, 0.7), 2));
        painter.drawRect(tileRect(tile.label, tile.k).adjusted(0, 0, -1, -1));
    }
    const std::int64_t row = m_rows.rowOf(selectedLabel());
    if (row < first || row > last)
        return;
    painter.setPen(QPen(frame, 2));
    painter.drawRoundedRect(tileRect(selectedLabel(), selectedIndex()).adjusted(-1, -1, 1, 1), 2, 2);
}

QString ImageSheetView::describe(QPoint position) const {
    const std::optional<SheetTile> tile = tileAt(position);
    const std::int64_t named = tile ? -1 : labelAt(position);
    if (named >= 0 && m_namesVisible &&
        nameRect(m_rows.rowOf(named)).adjusted(-m_layout.margin, 0, 0, 0).contains(position))
        return QString::fromStdString(
            base::synsetAndName(m_sheet.class_names[static_cast<std::size_t>(named)]));
    if (!tile)
        return {};
    const QPoint inside = position - tileRect(tile->label, tile->k).topLeft();
    const auto pixel = [](int offset, int length, std::int64_t count) {
        return static_cast<int>(std::min(count - 1, static_cast<std::int64_t>(offset) * count / length));
    };
    const QPoint at(pixel(inside.x(), m_layout.tile.width(), m_sheet.width),
                    pixel(inside.y(), m_layout.tile.height(), m_sheet.height));
    return tr("%1 %2 of %3 · (%4, %5) · %6")
        .arg(m_rows.displayName(tile->label))
        .arg(tile->k + 1)
        .arg(m_sheet.ipc)
        .arg(at.x())
        .arg(at.y())
        .arg(valuesAt(tile->label, tile->k, at));
}

QString ImageSheetView::valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const {
    return valuesOf(m_sheet, label, k, pixel);
}

QString ImageSheetView::valuesOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                                 QPoint pixel) {
    const std::uint8_t* rgb = sheet.image(label, k) + (pixel.y() * sheet.width + pixel.x()) * 3;
    return QStringLiteral("%1 %2 %3").arg(rgb[0]).arg(rgb[1]).arg(rgb[2]);
}

} // namespace ld3m::widgets
