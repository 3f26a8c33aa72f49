#include "widgets/status/sparkline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {

Sparkline::Sparkline(int color, QWidget* parent) : QWidget(parent), m_color(color) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(std::vector<double> values, double full, std::size_t kept) {
    m_values = std::move(values);
    m_kept = std::max<std::size_t>(kept, 2);
    m_full = full;
    if (full <= 0) {
        m_full = 0;
        for (const double value : m_values)
            m_full = std::isfinite(value) ? std::max(m_full, value) : m_full;
        m_full = m_full > 0 ? m_full * 1.1 : 1;
    }
    update();
}

QPointF Sparkline::pointAt(std::size_t i) const {
    const double back = double(m_values.size() - 1 - i) / double(m_kept - 1);
    return {(width() - 2) * (1 - back) + 1,
            1 + (height() - 3) * (1 - std::clamp(m_values[i] / m_full, 0.0, 1.0))};
}

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    painter.setPen(QPen(colours.border, 1));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = seriesColor(m_color, palette());
    QColor ground = color;
    ground.setAlphaF(0.18f);
    const double floor = height() - 1;
    for (std::size_t i = 0; i < m_values.size();) {
        if (!std::isfinite(m_values[i])) {
            ++i;
            continue;
        }
        QPainterPath line(pointAt(i));
        const double from = pointAt(i).x();
        std::size_t end = i + 1;
        for (; end < m_values.size() && std::isfinite(m_values[end]); ++end)
            line.lineTo(pointAt(end));
        QPainterPath area = line;
        area.lineTo(pointAt(end - 1).x(), floor);
        area.lineTo(from, floor);
        painter.fillPath(area, ground);
        painter.setPen(QPen(color, 1.4));
        painter.drawPath(line);
        i = end;
    }
}

} // namespace ld3m::widgets
