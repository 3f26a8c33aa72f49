// The mouse and keyboard half of ImageSheetView.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

#include "widgets/images/image_sheet_view.h"

namespace ld3m::widgets {
namespace {

constexpr double kZoomStep = 1.25;

} // namespace

bool ImageSheetView::event(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateNamesWidth();
        updateLayout();
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        viewport()->update(); // the selection's frame shows it
    return QAbstractScrollArea::event(event);
}

bool ImageSheetView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        m_mouse.reset();
        updateHovered();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ImageSheetView::resizeEvent(QResizeEvent*) {
    updateLayout();
}

void ImageSheetView::scrollContentsBy(int, int) {
    viewport()->update();
    updateHovered();
}

void ImageSheetView::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    if (const int turned = event->angleDelta().y(); turned != 0)
        zoomAround(zoom() * std::pow(kZoomStep, turned / 120.0), event->position().toPoint());
    event->accept();
}

void ImageSheetView::mousePressEvent(QMouseEvent* event) {
    const std::optional<SheetTile> tile = tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && tile)
        choose(m_rows.rowOf(tile->label), tile->k, event->modifiers());
}

void ImageSheetView::mouseDoubleClickEvent(QMouseEvent* event) {
    const std::optional<SheetTile> tile = tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && tile)
        Q_EMIT imageActivated(tile->label, tile->k);
}

void ImageSheetView::choose(std::int64_t row, std::int64_t column, Qt::KeyboardModifiers modifiers) {
    if (m_rows.count() == 0)
        return;
    const SheetTile tile{m_rows.labelAt(std::clamp<std::int64_t>(row, 0, m_rows.count() - 1)),
                         std::clamp<std::int64_t>(column, 0, m_layout.columns - 1)};
    if (modifiers.testFlag(Qt::ControlModifier))
        m_selection.toggle(tile);
    else if (modifiers.testFlag(Qt::ShiftModifier))
        m_selection.extend(tile, between(m_selection.anchor().value_or(tile), tile));
    else
        m_selection.only(tile);
    scrollToSelection();
    viewport()->update();
    Q_EMIT selectionChanged();
    Q_EMIT imageSelected(selectedLabel(), selectedIndex());
}

/// The block of tiles that two of them span, as rows stand now.
std::vector<SheetTile> ImageSheetView::between(const SheetTile& one, const SheetTile& other) const {
    const std::int64_t last = m_rows.rowOf(other.label);
    const std::int64_t first = m_rows.rowOf(one.label) < 0 ? last : m_rows.rowOf(one.label);
    std::vector<SheetTile> tiles;
    for (std::int64_t row = std::min(first, last); row <= std::max(first, last); ++row)
        for (std::int64_t k = std::min(one.k, other.k); k <= std::max(one.k, other.k); ++k)
            tiles.push_back({m_rows.labelAt(row), k});
    return tiles;
}

void ImageSheetView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position().toPoint();
    updateHovered();
}

void ImageSheetView::updateHovered() {
    const QString text = m_mouse && !isEmpty() ? describe(*m_mouse) : QString();
    if (text == m_hovered)
        return;
    m_hovered = text;
    Q_EMIT hovered(text);
}

void ImageSheetView::keyPressEvent(QKeyEvent* event) {
    if (isEmpty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const std::int64_t shown = m_rows.rowOf(selectedLabel());
    const bool none = shown < 0;
    const std::int64_t row = none ? 0 : shown;
    const std::int64_t column = none ? 0 : selectedIndex();
    const int step = none ? 0 : 1;
    const Qt::KeyboardModifiers extend = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        choose(row, column - step, extend);
        break;
    case Qt::Key_Right:
        choose(row, column + step, extend);
        break;
    case Qt::Key_Up:
        choose(row - step, column, extend);
        break;
    case Qt::Key_Down:
        choose(row + step, column, extend);
        break;
    case Qt::Key_Home:
        choose(row, 0, extend);
        break;
    case Qt::Key_End:
        choose(row, m_layout.columns - 1, extend);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setZoom(zoom() * kZoomStep);
        break;
    case Qt::Key_Minus:
        setZoom(zoom() / kZoomStep);
        break;
    case Qt::Key_0:
        setFitted(true);
        break;
    case Qt::Key_P:
        togglePin(selectedLabel());
        break;
    case Qt::Key_Escape:
        if (m_selection.count() > 1)
            choose(row, column, {});
        else
            QAbstractScrollArea::keyPressEvent(event);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selectedLabel() >= 0)
            Q_EMIT imageActivated(selectedLabel(), selectedIndex());
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace ld3m::widgets
