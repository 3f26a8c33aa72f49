#include "widgets/images/image_sheet_view.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>

#include "widgets/images/pixel_peep.h"

namespace ld3m::widgets {
namespace {

constexpr int kSmallestFit = 20; ///< pixels; below this a tile says nothing
constexpr int kLargestFit = 256;
constexpr int kSmallestZoomed = 8;
constexpr int kLargestZoomed = 2048; ///< or as large as it takes to read pixels
constexpr int kWidestName = 140;
constexpr int kNameGap = 8;            ///< between name and first tile; a rounded width may be a pixel short
constexpr double kLargestFrozen = 0.6; ///< share of the height that pinned classes may hold

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
    const bool sameClasses = sheet.class_names == m_sheet.class_names;
    const bool sameShape = sameClasses && sheet.ipc == m_sheet.ipc && sheet.width == m_sheet.width &&
                           sheet.height == m_sheet.height && sheet.rgb && m_sheet.rgb;
    m_sheet = sheet;
    if (!sameClasses) {
        m_rows.setClasses(isEmpty() ? std::vector<std::string>() : sheet.class_names);
        updateNamesWidth();
    }
    m_selection.limit(isEmpty() ? 0 : m_rows.classes(), m_sheet.ipc);
    invalidateTiles();
    if (!sameShape) {
        m_tiles.clear();
        updateLayout();
    }
    if (!sameClasses)
        Q_EMIT rowsChanged();
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
    invalidateTiles();
    viewport()->update();
}

void ImageSheetView::setNamesVisible(bool visible) {
    m_namesVisible = visible;
    updateLayout();
}

void ImageSheetView::setMapping(DisplayMapping mapping) {
    if (mapping == m_mapping)
        return;
    m_mapping = mapping;
    invalidateTiles();
    viewport()->update();
}

void ImageSheetView::setFilter(const QString& filter) {
    m_rows.setFilter(filter);
    arranged();
}

void ImageSheetView::setPinned(const QStringList& folderNames) {
    m_rows.setPinned(folderNames);
    arranged();
}

void ImageSheetView::setClassOrder(const std::vector<std::int64_t>& labels) {
    m_rows.setOrder(labels);
    arranged();
    verticalScrollBar()->setValue(0); // whoever asks for an order wants to see what is first in it
}

void ImageSheetView::togglePin(std::int64_t label) {
    if (label < 0 || label >= m_rows.classes())
        return;
    QStringList pinned = m_rows.pinned();
    if (pinned.removeAll(m_rows.folderName(label)) == 0)
        pinned.append(m_rows.folderName(label));
    setPinned(pinned);
    Q_EMIT pinnedChanged(pinned);
}

void ImageSheetView::arranged() {
    updateLayout();
    Q_EMIT rowsChanged();
}

void ImageSheetView::select(std::int64_t label, std::int64_t k) {
    if (label >= 0 && k >= 0 && label < m_rows.classes() && k < m_sheet.ipc)
        m_selection.only({label, k});
    else
        m_selection.clear();
    scrollToSelection();
    viewport()->update();
}

void ImageSheetView::selectAll() {
    std::vector<SheetTile> all;
    for (std::int64_t row = 0; row < m_rows.count(); ++row)
        for (std::int64_t k = 0; k < m_sheet.ipc; ++k)
            all.push_back({m_rows.labelAt(row), k});
    m_selection.all(all);
    viewport()->update();
    Q_EMIT selectionChanged();
}

std::int64_t ImageSheetView::selectedLabel() const {
    return m_selection.current().value_or(SheetTile()).label;
}

std::int64_t ImageSheetView::selectedIndex() const {
    return m_selection.current().value_or(SheetTile()).k;
}

int ImageSheetView::frozenHeight() const {
    const std::int64_t pinned = m_rows.pinnedCount();
    if (isEmpty() || pinned == 0 || pinned >= m_layout.rows || m_layout.blocks() > 1)
        return 0;
    const int height = m_layout.tileRect(pinned, 0).top();
    return height > kLargestFrozen * viewport()->height() ? 0 : height;
}

QPoint ImageSheetView::toContent(QPoint position) const {
    const QPoint scrolled = scrollOffset();
    return position + QPoint(scrolled.x(), position.y() < frozenHeight() ? 0 : scrolled.y());
}

QRect ImageSheetView::tileRect(std::int64_t label, std::int64_t k) const {
    const std::int64_t row = m_rows.rowOf(label);
    if (row < 0 || k < 0 || k >= m_layout.columns)
        return {};
    const bool frozen = row < m_rows.pinnedCount() && frozenHeight() > 0;
    const QPoint scrolled = scrollOffset();
    return m_layout.tileRect(row, k).translated(-scrolled.x(), frozen ? 0 : -scrolled.y());
}

/// At the left of the view whatever is scrolled, or else of its block.
QRect ImageSheetView::nameRect(std::int64_t row) const {
    const QRect tile = tileRect(m_rows.labelAt(row), 0);
    const int left = m_layout.blocks() > 1 ? tile.left() - m_layout.namesWidth : m_layout.margin;
    return {left, tile.top(), m_layout.namesWidth - kNameGap, tile.height()};
}

std::optional<SheetTile> ImageSheetView::tileAt(QPoint position) const {
    if (isEmpty() || position.x() < m_layout.namesWidth)
        return std::nullopt;
    const SheetLayout::Cell cell = m_layout.cellAt(toContent(position));
    return cell.row < 0 ? std::nullopt : std::optional(SheetTile{m_rows.labelAt(cell.row), cell.column});
}

std::int64_t ImageSheetView::labelAt(QPoint position) const {
    if (isEmpty())
        return -1;
    const std::int64_t row = m_layout.rowAt(toContent(position));
    return row < 0 ? -1 : m_rows.labelAt(row);
}

QPoint ImageSheetView::scrollOffset() const {
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void ImageSheetView::updateNamesWidth() {
    int widest = 0;
    for (std::int64_t label = 0; label < m_rows.classes() && widest < kWidestName; ++label)
        widest = std::max(widest, fontMetrics().horizontalAdvance(m_rows.displayName(label)));
    m_namesWidth = std::min(widest, kWidestName);
}

void ImageSheetView::updateLayout() {
    if (isEmpty()) {
        m_layout = {};
    } else {
        m_layout.rows = m_rows.count();
        m_layout.columns = m_sheet.ipc;
        m_layout.namesWidth = m_namesVisible ? m_namesWidth + kNameGap + 1 : 0;
        const QSize image(static_cast<int>(m_sheet.width), static_cast<int>(m_sheet.height));
        m_layout.blockRows = 0;
        if (m_fitted)
            m_layout.fit(maximumViewportSize(), image, kSmallestFit, kLargestFit);
        else
            m_layout.tile = QSize(std::max(1, static_cast<int>(std::lround(image.width() * m_zoom))),
                                  std::max(1, static_cast<int>(std::lround(image.height() * m_zoom))));
    }
    if (const int wanted = reduction(); wanted != m_reduction) {
        m_reduction = wanted;
        invalidateTiles();
    }
    const QSize content = m_layout.contentSize();
    const QSize view = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, content.width() - view.width()));
    horizontalScrollBar()->setPageStep(view.width());
    verticalScrollBar()->setRange(0, std::max(0, content.height() - view.height()));
    verticalScrollBar()->setPageStep(std::max(1, view.height() - frozenHeight()));
    viewport()->update();
    updateHovered();
}

/// How many of an image's pixels a tile's pixel stands for.
int ImageSheetView::reduction() const {
    if (isEmpty() || m_layout.tile.isEmpty())
        return 1;
    return std::max(1, static_cast<int>(static_cast<double>(m_sheet.width) /
                                        (m_layout.tile.width() * devicePixelRatioF())));
}

void ImageSheetView::zoomAround(double zoom, QPoint anchor) {
    if (isEmpty() || m_layout.tile.isEmpty())
        return;
    const QPointF tiles = m_layout.inTiles(anchor + scrollOffset());
    m_fitted = false;
    const double width = static_cast<double>(m_sheet.width);
    m_zoom = std::clamp(zoom, kSmallestZoomed / width, std::max(kLargestZoomed / width, 2.0 * kPeepedPixel));
    updateLayout();
    const QPoint moved = (m_layout.fromTiles(tiles) - anchor).toPoint();
    horizontalScrollBar()->setValue(moved.x());
    verticalScrollBar()->setValue(moved.y());
    Q_EMIT zoomChanged(m_zoom, false);
}

void ImageSheetView::scrollToSelection() {
    const auto current = m_selection.current();
    const std::int64_t row = current ? m_rows.rowOf(current->label) : -1;
    if (row < 0)
        return;
    const QRect tile = m_layout.tileRect(row, current->k);
    const auto reveal = [](QScrollBar* bar, int from, int to, int page) {
        bar->setValue(std::clamp(bar->value(), std::min(from, to - page), from));
    };
    if (row >= m_rows.pinnedCount() || frozenHeight() == 0)
        reveal(verticalScrollBar(), tile.top() - m_layout.margin - frozenHeight(),
               tile.bottom() + m_layout.margin - frozenHeight(), viewport()->height() - frozenHeight());
    reveal(horizontalScrollBar(), tile.left() - m_layout.margin - m_layout.namesWidth,
           tile.right() + m_layout.margin, viewport()->width());
}

} // namespace ld3m::widgets
