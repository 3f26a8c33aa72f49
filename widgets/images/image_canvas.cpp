#include "widgets/images/image_canvas.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {

ImageCanvas::ImageCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ImageCanvas::setImage(const QImage& image) {
    m_image = image;
    updateGeometry();
    update();
    updateHovered();
}

void ImageCanvas::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

void ImageCanvas::setSmooth(bool smooth) {
    m_smooth = smooth;
    update();
}

int ImageCanvas::heightForWidth(int width) const {
    return m_image.isNull() ? width : std::max(1, width * m_image.height() / m_image.width());
}

QRect ImageCanvas::imageRect() const {
    if (m_image.isNull())
        return {};
    const QSize size = m_image.size().scaled(rect().size(), Qt::KeepAspectRatio);
    return {QPoint((width() - size.width()) / 2, 0), size};
}

void ImageCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    if (m_image.isNull()) {
        painter.setPen(colours.muted);
        painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_smooth);
    painter.drawImage(imageRect(), m_image);
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position().toPoint();
    updateHovered();
}

void ImageCanvas::leaveEvent(QEvent*) {
    m_mouse.reset();
    updateHovered();
}

QString ImageCanvas::describe(QPoint point) const {
    const QRect shown = imageRect();
    if (!shown.contains(point))
        return {};
    const int x = (point.x() - shown.left()) * m_image.width() / shown.width();
    const int y = (point.y() - shown.top()) * m_image.height() / shown.height();
    const QColor color = m_image.pixelColor(x, y);
    return tr("(%1, %2) · %3 %4 %5").arg(x).arg(y).arg(color.red()).arg(color.green()).arg(color.blue());
}

void ImageCanvas::updateHovered() {
    const QString text = m_mouse ? describe(*m_mouse) : QString();
    if (text == m_hovered)
        return;
    m_hovered = text;
    Q_EMIT hovered(text);
}

} // namespace ld3m::widgets
