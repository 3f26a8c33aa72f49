#include "widgets/plots/curve_readout.h"

#include <QPainter>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kPadding = 8;
constexpr int kSwatch = 8;

} // namespace

CurveReadout::CurveReadout(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void CurveReadout::showAt(QRect area, int x, const QString& head, std::vector<Line> lines) {
    m_area = area;
    m_x = x;
    m_head = head;
    m_lines = std::move(lines);
    setGeometry(parentWidget()->rect());
    show();
    raise();
    update();
}

void CurveReadout::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    painter.setPen(QPen(colours.muted, 1, Qt::DotLine));
    painter.drawLine(m_x, m_area.top(), m_x, m_area.bottom());

    QFont small = tabularFont(font());
    small.setPixelSize(11);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    int nameWidth = 0;
    int valueWidth = 0;
    for (const Line& line : m_lines) {
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(line.name));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(line.value));
    }
    const int room = m_area.width() - 2 * kPadding - kSwatch - 6 - 12 - valueWidth;
    nameWidth = std::min(nameWidth, std::max(room, metrics.averageCharWidth() * 3));
    const int inner = std::max(metrics.horizontalAdvance(m_head), kSwatch + 6 + nameWidth + 12 + valueWidth);
    const int step = metrics.height() + 2;
    const QSize size(inner + 2 * kPadding, static_cast<int>(m_lines.size() + 1) * step + 2 * kPadding - 2);
    // Beside the hair line where there is room, over it where there is none.
    const bool left = m_x + 8 + size.width() > m_area.right();
    const int wanted = left ? m_x - 8 - size.width() : m_x + 8;
    const int furthest = std::max(m_area.left(), m_area.right() - size.width());
    const QRect panel(QPoint(std::clamp(wanted, m_area.left(), furthest), m_area.top() + 4), size);

    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = colours.field;
    ground.setAlpha(235);
    painter.setPen(colours.border);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect row(panel.left() + kPadding, panel.top() + kPadding - 1, inner, step);
    painter.setPen(colours.muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_head);
    for (const Line& line : m_lines) {
        row.translate(0, step);
        painter.fillRect(QRect(row.left(), row.center().y() - kSwatch / 2 + 1, kSwatch, kSwatch), line.color);
        painter.setPen(colours.text);
        painter.drawText(row.adjusted(kSwatch + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(line.name, Qt::ElideRight, nameWidth));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, line.value);
    }
}

} // namespace ld3m::widgets
