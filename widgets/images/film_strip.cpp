#include "widgets/images/film_strip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kGap = 8;
constexpr int kMargin = 4; ///< room for the frame of the current picture
constexpr int kSmallest = 32;
constexpr int kLargest = 96; ///< a strip is for overview; what is chosen is shown large elsewhere

} // namespace

FilmStrip::FilmStrip(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Strip of images"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that the pictures' size does not jump
}

void FilmStrip::setFrames(const QList<FilmFrame>& frames) {
    m_frames = frames;
    if (m_current >= frames.size())
        m_current = -1;
    updateScrollBar();
}

void FilmStrip::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void FilmStrip::setCurrent(int index) {
    m_current = index >= 0 && index < m_frames.size() ? index : -1;
    if (m_current >= 0) {
        const int left = m_current * pitch();
        QScrollBar* bar = horizontalScrollBar();
        bar->setValue(
            std::clamp(bar->value(), std::min(left, left + pitch() + kGap - viewport()->width()), left));
    }
    viewport()->update();
}

QSize FilmStrip::pictureSize() const {
    const int height =
        std::clamp(viewport()->height() - 2 * kMargin - fontMetrics().height() - 2, kSmallest, kLargest);
    const QSize image =
        m_frames.isEmpty() || m_frames.front().image.isNull() ? QSize(1, 1) : m_frames.front().image.size();
    return {std::max(kSmallest, height * image.width() / image.height()), height};
}

int FilmStrip::pitch() const {
    return pictureSize().width() + kGap;
}

QRect FilmStrip::frameRect(int index) const {
    if (index < 0 || index >= m_frames.size())
        return {};
    const QSize picture = pictureSize();
    return {kMargin + index * pitch() - horizontalScrollBar()->value(), kMargin, picture.width(),
            picture.height() + 2 + fontMetrics().height()};
}

int FilmStrip::frameAt(QPoint position) const {
    const int index = (position.x() - kMargin + horizontalScrollBar()->value()) / pitch();
    return frameRect(index).contains(position) ? index : -1;
}

void FilmStrip::updateScrollBar() {
    const int content = 2 * kMargin - kGap + static_cast<int>(m_frames.size()) * pitch();
    horizontalScrollBar()->setRange(0, std::max(0, content - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(pitch());
    viewport()->update();
}

void FilmStrip::choose(int index) {
    setCurrent(std::clamp(index, 0, static_cast<int>(m_frames.size()) - 1));
    Q_EMIT chosen(m_current);
}

void FilmStrip::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const ThemeColours& colours = coloursOf(palette());
    painter.fillRect(viewport()->rect(), colours.panel);
    if (m_frames.isEmpty()) {
        painter.setPen(colours.muted);
        painter.drawText(viewport()->rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    const QSize size = pictureSize();
    const int first = std::max(0, (horizontalScrollBar()->value() - kMargin) / pitch());
    for (int i = first; i < m_frames.size() && frameRect(i).left() < viewport()->width(); ++i) {
        const QRect whole = frameRect(i);
        const QRect picture(whole.topLeft(), size);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawImage(picture, m_frames[i].image);
        if (i == m_current) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(hasFocus() ? colours.accent : colours.text, 2));
            painter.drawRoundedRect(picture.adjusted(-1, -1, 1, 1), 2, 2);
        }
        painter.setPen(i == m_current ? colours.text : colours.muted);
        const QRect caption(whole.left() - kGap / 2, picture.bottom() + 3, size.width() + kGap,
                            fontMetrics().height());
        painter.drawText(caption, Qt::AlignCenter,
                         fontMetrics().elidedText(m_frames[i].caption, Qt::ElideRight, caption.width()));
    }
}

bool FilmStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = frameAt(help->pos());
        QToolTip::showText(help->globalPos(), index < 0 ? QString() : m_frames[index].toolTip, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void FilmStrip::resizeEvent(QResizeEvent*) {
    updateScrollBar();
}

void FilmStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const int delta = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta * pitch() / 120);
    event->accept();
}

void FilmStrip::mousePressEvent(QMouseEvent* event) {
    const int index = frameAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        choose(index);
}

void FilmStrip::mouseDoubleClickEvent(QMouseEvent* event) {
    const int index = frameAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT opened(index);
}

void FilmStrip::keyPressEvent(QKeyEvent* event) {
    if (m_frames.isEmpty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        choose(m_current < 0 ? 0 : m_current - 1);
        break;
    case Qt::Key_Right:
        choose(m_current + 1);
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(static_cast<int>(m_frames.size()) - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT opened(m_current);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void FilmStrip::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void FilmStrip::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace ld3m::widgets
