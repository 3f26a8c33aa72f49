#include "widgets/status/iteration_track.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kHandle = 7; ///< radius
constexpr int kInset = 8;  ///< free space left and right of the track
constexpr int kLabelHeight = 13;

} // namespace

IterationTrack::IterationTrack(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Shown iteration"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont small = tabularFont(font());
    small.setPixelSize(10);
    setFont(small);
}

void IterationTrack::setIterations(const std::vector<std::int64_t>& iterations) {
    const std::int64_t shown = m_index < 0 ? 0 : iterationAt(m_index);
    const bool had = m_index >= 0;
    m_iterations = iterations;
    if (iterations.empty())
        m_index = -1;
    else if (!had)
        m_index = 0;
    else
        m_index = std::max(0, static_cast<int>(std::upper_bound(iterations.begin(), iterations.end(), shown) -
                                               iterations.begin()) -
                                  1);
    update();
}

void IterationTrack::setTotal(std::int64_t total) {
    m_total = total;
    update();
}

void IterationTrack::setMarks(std::vector<std::pair<std::int64_t, QString>> marks) {
    m_marks = std::move(marks);
    std::stable_sort(m_marks.begin(), m_marks.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    update();
}

void IterationTrack::setIndex(int index) {
    m_index = std::clamp(index, -1, count() - 1);
    update();
}

int IterationTrack::nearestIndex(std::int64_t iteration) const {
    if (m_iterations.empty())
        return -1;
    const auto right = std::lower_bound(m_iterations.begin(), m_iterations.end(), iteration);
    if (right == m_iterations.begin())
        return 0;
    if (right == m_iterations.end() || iteration - *(right - 1) <= *right - iteration)
        return static_cast<int>(right - m_iterations.begin()) - 1;
    return static_cast<int>(right - m_iterations.begin());
}

std::int64_t IterationTrack::end() const {
    return std::max<std::int64_t>({m_total, m_iterations.empty() ? 0 : m_iterations.back(), 1});
}

int IterationTrack::position(std::int64_t iteration) const {
    return kInset + static_cast<int>(static_cast<double>(width() - 2 * kInset) *
                                     static_cast<double>(iteration) / static_cast<double>(end()));
}

void IterationTrack::moveTo(int index) {
    const int clamped = std::clamp(index, 0, count() - 1);
    if (m_iterations.empty() || clamped == m_index)
        return;
    setIndex(clamped);
    Q_EMIT moved(iterationAt(m_index));
}

void IterationTrack::mousePressEvent(QMouseEvent* event) {
    const double share = (event->position().x() - kInset) / std::max(1, width() - 2 * kInset);
    if (event->buttons().testFlag(Qt::LeftButton))
        moveTo(nearestIndex(
            static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(end()) + 0.5)));
}

void IterationTrack::mouseMoveEvent(QMouseEvent* event) {
    mousePressEvent(event);
}

void IterationTrack::wheelEvent(QWheelEvent* event) {
    // Touchpads turn in small parts of a notch.
    m_turned += event->angleDelta().y();
    const int steps = m_turned / QWheelEvent::DefaultDeltasPerStep;
    m_turned -= steps * QWheelEvent::DefaultDeltasPerStep;
    moveTo(m_index + steps);
    event->accept();
}

void IterationTrack::keyPressEvent(QKeyEvent* event) {
    const int tenth = std::max(1, count() / 10);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        moveTo(m_index - 1);
        break;
    case Qt::Key_Right:
    case Qt::Key_Up:
        moveTo(m_index + 1);
        break;
    case Qt::Key_PageDown:
        moveTo(m_index - tenth);
        break;
    case Qt::Key_PageUp:
        moveTo(m_index + tenth);
        break;
    case Qt::Key_Home:
        moveTo(0);
        break;
    case Qt::Key_End:
        moveTo(count() - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool IterationTrack::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList near;
    for (const auto& [iteration, label] : m_marks)
        if (std::abs(position(iteration) - help->pos().x()) < 6)
            near.append(tr("%1 from iteration %2").arg(label).arg(iteration));
    QToolTip::showText(help->globalPos(), near.join(QLatin1Char('\n')), this);
    return true;
}

void IterationTrack::paintMarks(QPainter& painter, int middle) const {
    painter.setPen(QPen(coloursOf(palette()).changed, 1.5));
    int free = 0;
    for (const auto& [iteration, label] : m_marks) {
        const int x = position(iteration);
        painter.drawLine(x, middle - 8, x, middle + 8);
        const int length = fontMetrics().horizontalAdvance(label);
        const int left = std::clamp(x - length / 2, 0, std::max(0, width() - length));
        if (left < free)
            continue;
        painter.drawText(QRect(left, 0, length + 1, kLabelHeight), Qt::AlignCenter, label);
        free = left + length + 8;
    }
}

void IterationTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours& colours = coloursOf(palette());
    const int middle = kLabelHeight + (height() - kLabelHeight) / 2;
    const auto bar = [&](int from, int to, const QColor& color) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(from, middle - 2, to - from, 4), 2, 2);
    };
    bar(kInset, width() - kInset, colours.border);
    if (m_iterations.empty())
        return;
    bar(position(m_iterations.front()), position(m_iterations.back()), colours.accent);
    paintMarks(painter, middle);
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.panel, 2));
    painter.setBrush(isDark(palette()) ? QColor(Qt::white) : colours.text);
    painter.drawEllipse(QPointF(position(iterationAt(m_index)), middle), kHandle, kHandle);
}

} // namespace ld3m::widgets
