#include "widgets/figures/figure_preview.h"

#include <QPainter>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr double kScreenDpi = 96;
constexpr double kMargin = 12;
constexpr double kLargest = 2; ///< a small figure is shown up to twice its size

} // namespace

FigurePreview::FigurePreview(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Preview of the figure"));
}

void FigurePreview::setImage(const QImage& image, QSizeF inches) {
    m_image = image;
    m_inches = inches;
    update();
}

QRectF FigurePreview::paper() const {
    const QSizeF room(width() - 2 * kMargin, height() - 2 * kMargin);
    QSizeF size = m_inches * kScreenDpi;
    if (size.isEmpty())
        return {};
    size *= std::min({room.width() / size.width(), room.height() / size.height(), kLargest});
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

void FigurePreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), coloursOf(palette()).field);
    painter.drawImage(paper(), m_image);
    painter.setPen(coloursOf(palette()).border);
    painter.drawRect(paper());
}

} // namespace ld3m::widgets
