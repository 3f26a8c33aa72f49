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
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateLayout();
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
    const SheetLayout::Cell cell = m_layout.cellAt(event->position().toPoint() + scrollOffset());
    if (event->button() == Qt::LeftButton && cell.row >= 0)
        choose(cell.row, cell.column);
}

void ImageSheetView::mouseDoubleClickEvent(QMouseEvent* event) {
    const SheetLayout::Cell cell = m_layout.cellAt(event->position().toPoint() + scrollOffset());
    if (event->button() == Qt::LeftButton && cell.row >= 0)
        Q_EMIT imageActivated(cell.row, cell.column);
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
    const bool none = m_selectedLabel < 0;
    const std::int64_t row = none ? 0 : m_selectedLabel;
    const std::int64_t column = none ? 0 : m_selectedIndex;
    const int step = none ? 0 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        choose(row, column - step);
        break;
    case Qt::Key_Right:
        choose(row, column + step);
        break;
    case Qt::Key_Up:
        choose(row - step, column);
        break;
    case Qt::Key_Down:
        choose(row + step, column);
        break;
    case Qt::Key_Home:
        choose(row, 0);
        break;
    case Qt::Key_End:
        choose(row, m_layout.columns - 1);
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
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!none)
            Q_EMIT imageActivated(m_selectedLabel, m_selectedIndex);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace ld3m::widgets
