#include "widgets/images/image_sheet_view.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

#include "core/base/imagenet_classes.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kSmallestFit = 20; ///< pixels; below this a tile says nothing
constexpr int kLargestFit = 256;
constexpr int kSmallestZoomed = 8;
constexpr int kLargestZoomed = 2048;
constexpr int kWidestName = 140;
constexpr int kNameGap = 8; ///< between name and first tile; a rounded width may be a pixel short

} // namespace

ImageSheetView::ImageSheetView(QWidget* parent)
    : QAbstractScrollArea(parent), m_emptyText(tr("The synthetic images of every class appear here.")) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Synthetic images, one row per class"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setSingleStep(24);
}

bool ImageSheetView::isEmpty() const {
    return m_sheet.count() == 0 || !m_sheet.rgb;
}

void ImageSheetView::setSheet(const reports::ImageSheet& sheet) {
    const bool sameShape = sheet.ipc == m_sheet.ipc && sheet.width == m_sheet.width &&
                           sheet.height == m_sheet.height && sheet.class_names == m_sheet.class_names;
    m_sheet = sheet;
    if (!sameShape)
        updateLayout();
    if (m_selectedLabel >= m_layout.rows || m_selectedIndex >= m_layout.columns)
        m_selectedLabel = m_selectedIndex = -1;
    viewport()->update();
    updateHovered();
}

void ImageSheetView::clearSheet() {
    setSheet({});
}

void ImageSheetView::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

double ImageSheetView::zoom() const {
    if (!m_fitted || isEmpty())
        return m_zoom;
    return static_cast<double>(m_layout.tile.width()) / static_cast<double>(m_sheet.width);
}

void ImageSheetView::setZoom(double zoom) {
    zoomAround(zoom, viewport()->rect().center());
}

void ImageSheetView::setFitted(bool fitted) {
    if (!fitted)
        m_zoom = zoom();
    m_fitted = fitted;
    updateLayout();
    Q_EMIT zoomChanged(zoom(), m_fitted);
}

void ImageSheetView::setSmooth(bool smooth) {
    m_smooth = smooth;
    viewport()->update();
}

void ImageSheetView::setNamesVisible(bool visible) {
    m_namesVisible = visible;
    updateLayout();
}

void ImageSheetView::select(std::int64_t label, std::int64_t k) {
    const bool exists = label >= 0 && k >= 0 && label < m_layout.rows && k < m_layout.columns;
    m_selectedLabel = exists ? label : -1;
    m_selectedIndex = exists ? k : -1;
    scrollToSelection();
    viewport()->update();
}

QRect ImageSheetView::tileRect(std::int64_t label, std::int64_t k) const {
    if (label < 0 || k < 0 || label >= m_layout.rows || k >= m_layout.columns)
        return {};
    return m_layout.tileRect(label, k).translated(-scrollOffset());
}

QPoint ImageSheetView::scrollOffset() const {
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void ImageSheetView::updateLayout() {
    if (isEmpty()) {
        m_layout = {};
    } else {
        m_layout.rows = static_cast<std::int64_t>(m_sheet.class_names.size());
        m_layout.columns = m_sheet.ipc;
        m_layout.namesWidth = 0;
        if (m_namesVisible)
            for (const std::string& name : m_sheet.class_names)
                m_layout.namesWidth = std::max(
                    m_layout.namesWidth,
                    fontMetrics().horizontalAdvance(QString::fromStdString(base::displayName(name))));
        m_layout.namesWidth =
            std::min(m_layout.namesWidth, kWidestName) + (m_namesVisible ? kNameGap + 1 : 0);
        const QSize image(static_cast<int>(m_sheet.width), static_cast<int>(m_sheet.height));
        if (m_fitted)
            m_layout.tile =
                SheetLayout::fittedTile(m_layout, maximumViewportSize(), image, kSmallestFit, kLargestFit);
        else
            m_layout.tile = QSize(std::max(1, static_cast<int>(std::lround(image.width() * m_zoom))),
                                  std::max(1, static_cast<int>(std::lround(image.height() * m_zoom))));
    }
    const QSize content = m_layout.contentSize();
    const QSize view = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, content.width() - view.width()));
    horizontalScrollBar()->setPageStep(view.width());
    verticalScrollBar()->setRange(0, std::max(0, content.height() - view.height()));
    verticalScrollBar()->setPageStep(view.height());
    viewport()->update();
    updateHovered();
}

void ImageSheetView::zoomAround(double zoom, QPoint anchor) {
    if (isEmpty())
        return;
    const QPointF tiles = m_layout.inTiles(anchor + scrollOffset());
    m_fitted = false;
    const double width = static_cast<double>(m_sheet.width);
    m_zoom = std::clamp(zoom, kSmallestZoomed / width, std::max(8.0, kLargestZoomed / width));
    updateLayout();
    const QPoint moved = (m_layout.fromTiles(tiles) - anchor).toPoint();
    horizontalScrollBar()->setValue(moved.x());
    verticalScrollBar()->setValue(moved.y());
    Q_EMIT zoomChanged(m_zoom, false);
}

void ImageSheetView::choose(std::int64_t label, std::int64_t k) {
    select(std::clamp<std::int64_t>(label, 0, m_layout.rows - 1),
           std::clamp<std::int64_t>(k, 0, m_layout.columns - 1));
    Q_EMIT imageSelected(m_selectedLabel, m_selectedIndex);
}

void ImageSheetView::scrollToSelection() {
    if (m_selectedLabel < 0)
        return;
    const QRect tile = m_layout.tileRect(m_selectedLabel, m_selectedIndex);
    const auto reveal = [](QScrollBar* bar, int from, int to, int page) {
        bar->setValue(std::clamp(bar->value(), std::min(from, to - page), from));
    };
    reveal(verticalScrollBar(), tile.top() - m_layout.margin, tile.bottom() + m_layout.margin,
           viewport()->height());
    reveal(horizontalScrollBar(), tile.left() - m_layout.margin - m_layout.namesWidth,
           tile.right() + m_layout.margin, viewport()->width());
}

QString ImageSheetView::describe(QPoint position) const {
    const QPoint point = position + scrollOffset();
    const SheetLayout::Cell cell = m_layout.cellAt(point);
    if (cell.row < 0)
        return {};
    const QPoint inside = point - m_layout.tileRect(cell.row, cell.column).topLeft();
    const auto pixel = [](int offset, int length, std::int64_t count) {
        return std::min(count - 1, static_cast<std::int64_t>(offset) * count / length);
    };
    const std::int64_t x = pixel(inside.x(), m_layout.tile.width(), m_sheet.width);
    const std::int64_t y = pixel(inside.y(), m_layout.tile.height(), m_sheet.height);
    return tr("%1 %2 of %3 · (%4, %5) · %6")
        .arg(QString::fromStdString(
            base::displayName(m_sheet.class_names[static_cast<std::size_t>(cell.row)])))
        .arg(cell.column + 1)
        .arg(m_sheet.ipc)
        .arg(x)
        .arg(y)
        .arg(valuesAt(cell.row, cell.column, QPoint(static_cast<int>(x), static_cast<int>(y))));
}

QString ImageSheetView::valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const {
    return valuesOf(m_sheet, label, k, pixel);
}

QString ImageSheetView::valuesOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                                 QPoint pixel) {
    const std::uint8_t* rgb = sheet.image(label, k) + (pixel.y() * sheet.width + pixel.x()) * 3;
    return QStringLiteral("%1 %2 %3").arg(rgb[0]).arg(rgb[1]).arg(rgb[2]);
}

QImage ImageSheetView::imageOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k) {
    return QImage(sheet.image(label, k), static_cast<int>(sheet.width), static_cast<int>(sheet.height),
                  sheet.width * 3, QImage::Format_RGB888);
}

void ImageSheetView::paintTile(QPainter& painter, std::int64_t label, std::int64_t k) const {
    painter.drawImage(tileRect(label, k), imageOf(m_sheet, label, k));
}

void ImageSheetView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const ThemeColours& colours = coloursOf(palette());
    painter.fillRect(viewport()->rect(), colours.panel);
    if (isEmpty()) {
        painter.setPen(colours.muted);
        painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_smooth);
    const SheetLayout::Visible visible = m_layout.visibleIn(viewport()->rect().translated(scrollOffset()));
    for (std::int64_t row = visible.firstRow; row <= visible.lastRow; ++row) {
        for (std::int64_t column = visible.firstColumn; column <= visible.lastColumn; ++column)
            paintTile(painter, row, column);
        if (!m_namesVisible)
            continue;
        const QRect first = tileRect(row, 0);
        const QRect name(first.left() - m_layout.namesWidth, first.top(), m_layout.namesWidth - kNameGap,
                         first.height());
        painter.setPen(row == m_selectedLabel ? colours.text : colours.muted);
        const QString text =
            QString::fromStdString(base::displayName(m_sheet.class_names[static_cast<std::size_t>(row)]));
        painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         fontMetrics().elidedText(text, Qt::ElideRight, name.width()));
    }
    if (m_selectedLabel >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(hasFocus() ? colours.accent : colours.text, 2));
        painter.drawRoundedRect(tileRect(m_selectedLabel, m_selectedIndex).adjusted(-1, -1, 1, 1), 2, 2);
    }
}

} // namespace ld3m::widgets
