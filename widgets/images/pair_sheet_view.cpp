#include "widgets/images/pair_sheet_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "widgets/images/sheet_difference.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kGrip = 6; ///< pixels on either side of the line that take hold of it
constexpr double kKeyStep = 0.05;
constexpr double kFineKeyStep = 0.01;

} // namespace

PairSheetView::PairSheetView(QWidget* parent) : ImageSheetView(parent) {
    setAccessibleName(tr("Two sheets of synthetic images in one view"));
}

void PairSheetView::setSheets(const reports::ImageSheet& first, const reports::ImageSheet& second) {
    m_second = second;
    m_isComparable = comparable(first, second);
    setSheet(first);
}

void PairSheetView::setShowing(Showing showing) {
    m_showing = showing;
    m_dragging = false;
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->update();
}

void PairSheetView::setGain(int gain) {
    m_gain = std::max(1, gain);
    m_differences.invalidate();
    viewport()->update();
}

void PairSheetView::setLine(double share) {
    m_line = std::clamp(share, 0.0, 1.0);
    viewport()->update();
}

void PairSheetView::moveLine(double share) {
    setLine(share);
    Q_EMIT lineMoved(m_line);
}

int PairSheetView::lineX() const {
    return static_cast<int>(std::lround(m_line * viewport()->width()));
}

bool PairSheetView::isOnLine(QPoint position) const {
    return m_showing == Showing::both && m_isComparable && std::abs(position.x() - lineX()) <= kGrip;
}

void PairSheetView::invalidateTiles() {
    ImageSheetView::invalidateTiles();
    m_secondTiles.invalidate();
    m_differences.invalidate();
}

void PairSheetView::paintSecond(QPainter& painter, std::int64_t label, std::int64_t k) {
    paintCached(painter, m_secondTiles, label, k, [&] { return displayed(m_second, label, k); });
}

void PairSheetView::paintTile(QPainter& painter, std::int64_t label, std::int64_t k) {
    const QRect tile = tileRect(label, k);
    if (!m_isComparable || m_showing == Showing::first) {
        ImageSheetView::paintTile(painter, label, k);
    } else if (m_showing == Showing::second) {
        paintSecond(painter, label, k);
    } else if (m_showing == Showing::difference) {
        paintCached(painter, m_differences, label, k,
                    [&] { return differenceImage(sheet(), m_second, label, k, m_gain); });
    } else {
        if (tile.left() < lineX())
            ImageSheetView::paintTile(painter, label, k);
        if (tile.right() < lineX())
            return;
        painter.save();
        painter.setClipRect(QRect(lineX(), 0, viewport()->width(), viewport()->height()), Qt::IntersectClip);
        paintSecond(painter, label, k);
        painter.restore();
    }
}

void PairSheetView::paintEvent(QPaintEvent* event) {
    ImageSheetView::paintEvent(event);
    if (m_showing != Showing::both || !m_isComparable)
        return;
    QPainter painter(viewport());
    const ThemeColours& colours = coloursOf(palette());
    const int x = lineX();
    // A dark edge on both sides: the line must stand out on every image.
    painter.fillRect(x - 1, 0, 3, viewport()->height(), colours.window);
    painter.fillRect(x, 0, 1, viewport()->height(), colours.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle(x + 0.5, viewport()->height() / 2.0);
    painter.setPen(QPen(colours.window, 1));
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(QRectF(middle.x() - 4, middle.y() - 16, 8, 32), 4, 4);
}

QString PairSheetView::valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const {
    if (!m_isComparable)
        return ImageSheetView::valuesAt(label, k, pixel);
    return tr("A %1 · B %2").arg(valuesOf(sheet(), label, k, pixel), valuesOf(m_second, label, k, pixel));
}

void PairSheetView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && isOnLine(event->position().toPoint()))
        m_dragging = true;
    else
        ImageSheetView::mousePressEvent(event);
}

void PairSheetView::mouseMoveEvent(QMouseEvent* event) {
    ImageSheetView::mouseMoveEvent(event);
    const QPoint position = event->position().toPoint();
    if (m_dragging)
        moveLine(position.x() / static_cast<double>(std::max(1, viewport()->width())));
    viewport()->setCursor(m_dragging || isOnLine(position) ? Qt::SplitHCursor : Qt::ArrowCursor);
}

void PairSheetView::mouseReleaseEvent(QMouseEvent* event) {
    m_dragging = false;
    ImageSheetView::mouseReleaseEvent(event);
}

void PairSheetView::keyPressEvent(QKeyEvent* event) {
    if (m_showing == Showing::both && m_isComparable) {
        switch (event->key()) {
        case Qt::Key_BracketLeft:
            return moveLine(m_line - kKeyStep);
        case Qt::Key_BracketRight:
            return moveLine(m_line + kKeyStep);
        case Qt::Key_BraceLeft: // with Shift
            return moveLine(m_line - kFineKeyStep);
        case Qt::Key_BraceRight:
            return moveLine(m_line + kFineKeyStep);
        default:
            break;
        }
    }
    ImageSheetView::keyPressEvent(event);
}

} // namespace ld3m::widgets
