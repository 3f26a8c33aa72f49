// How parallel coordinates look.
#include <QCursor>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/plots/parallel_plot.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr std::size_t kManyLines = 400; ///< from here on lines are not smoothed: it takes too long
constexpr double kFaint = 0.12;         ///< of lines that are not chosen
constexpr int kShades = 48;
constexpr int kBrushWidth = 14;
constexpr int kLegendWidth = 10;

/// Over its axis; a unit that has no room beside the name stands under it.
void paintName(QPainter& painter, const QString& name, double x, double pitch) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int room = static_cast<int>(pitch) - 4;
    QStringList lines = {name};
    if (metrics.horizontalAdvance(name) > room && name.contains(QStringLiteral(" / ")))
        lines = name.split(QStringLiteral(" / "));
    for (int line = 0; line < lines.size(); ++line)
        painter.drawText(QRectF(x - pitch / 2, 2 + line * metrics.height(), pitch, metrics.height()),
                         Qt::AlignCenter, metrics.elidedText(lines[line], Qt::ElideMiddle, room));
}

QRectF textRect(QPointF right, const QFontMetrics& metrics, const QString& text) {
    const double width = metrics.horizontalAdvance(text) + 2;
    return {right.x() - width, right.y() - metrics.height() / 2.0, width, double(metrics.height())};
}

} // namespace

QColor shadeColor(double share, const QPalette& palette) {
    static constexpr QRgb kDark[] = {0x3d4f70, 0x4c9ffe, 0xd8fbff};
    static constexpr QRgb kLight[] = {0xb9c4d3, 0x1f6fd6, 0x081d45};
    const QRgb* stops = isDark(palette) ? kDark : kLight;
    const double place = std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0) * 2;
    const int below = std::min(1, static_cast<int>(place));
    return mixed(QColor(stops[below + 1]), QColor(stops[below]), place - below);
}

/// Pieces from axis to axis; a value between two gaps is a dash on its axis.
void ParallelPlot::addPieces(const ParallelLine& line, QList<QLineF>& pieces) const {
    std::optional<QPointF> before;
    bool joined = true;
    const auto leave = [&] {
        if (before && !joined)
            pieces << QLineF(*before - QPointF(2, 0), *before + QPointF(2, 0));
        before.reset();
    };
    for (int axis = 0; axis < axisCount(); ++axis) {
        const auto place = static_cast<std::size_t>(axis);
        const double share = m_data.axes[place].share(line.values[place]);
        if (!std::isfinite(share)) {
            leave();
            continue;
        }
        const QPointF here(xOf(axis), yOf(share));
        joined = before.has_value();
        if (before)
            pieces << QLineF(*before, here);
        before = here;
    }
    leave();
}

/// Shade by shade, the best ones above the others: a pen for each of thousands of lines would take longer
/// than the lines.
void ParallelPlot::renderLines() {
    m_lines = QPixmap(size() * devicePixelRatioF());
    m_lines.setDevicePixelRatio(devicePixelRatioF());
    m_lines.fill(Qt::transparent);
    std::array<std::array<QList<QLineF>, kShades>, 2> pieces; // not chosen, chosen
    for (const ParallelLine& line : m_data.lines) {
        int shade = 0;
        if (const auto axis = static_cast<std::size_t>(m_data.shade); m_data.shade >= 0)
            if (const double share = m_data.axes[axis].share(line.values[axis]); std::isfinite(share))
                shade = std::clamp(static_cast<int>(share * kShades), 0, kShades - 1);
        addPieces(line, pieces[passes(line) ? 1 : 0][static_cast<std::size_t>(shade)]);
    }
    QPainter painter(&m_lines);
    painter.setRenderHint(QPainter::Antialiasing, m_data.lines.size() < kManyLines);
    const QColor ground = palette().color(QPalette::Window);
    const double width = m_data.lines.size() < kManyLines ? 1.4 : 1;
    for (const bool wanted : {false, true})
        for (int shade = 0; shade < kShades; ++shade) {
            const QColor color = m_data.shade < 0 ? coloursOf(palette()).accent
                                                  : shadeColor((shade + 0.5) / kShades, palette());
            painter.setPen(QPen(wanted ? color : mixed(color, ground, kFaint), width));
            painter.drawLines(pieces[wanted ? 1 : 0][static_cast<std::size_t>(shade)]);
        }
}

void ParallelPlot::paintAxis(QPainter& painter, int axis) const {
    const ThemeColours& colours = coloursOf(palette());
    const ParallelAxis& each = m_data.axes[static_cast<std::size_t>(axis)];
    const QRectF area = plotArea();
    const double x = xOf(axis);
    painter.setPen(QPen(colours.muted, 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    if (const Brush brush = this->brush(axis)) {
        QColor fill = colours.accent;
        fill.setAlphaF(0.25F);
        painter.setPen(colours.accent);
        painter.setBrush(fill);
        painter.drawRect(QRectF(QPointF(x - kBrushWidth / 2.0, yOf(brush->second)),
                                QPointF(x + kBrushWidth / 2.0, yOf(brush->first))));
        painter.setBrush(Qt::NoBrush);
    }
    const double pitch = axisCount() > 1 ? area.width() / (axisCount() - 1) : area.width();
    painter.setPen(colours.text);
    painter.setFont(font());
    paintName(painter, each.name(), x, pitch);
    if (!each.hasWords())
        painter.setFont(m_numbers);
    const QFontMetrics metrics = painter.fontMetrics();
    double above = HUGE_VAL;
    for (const double tick : each.ticks()) {
        const double y = yOf(each.share(tick));
        if (above - y < metrics.height()) // ticks rise
            continue;
        above = y;
        const QString text =
            metrics.elidedText(each.text(tick), Qt::ElideRight, std::max(40, static_cast<int>(pitch) - 16));
        const QRectF place = textRect({x - 6, y}, metrics, text);
        QColor ground = palette().color(QPalette::Window);
        ground.setAlphaF(0.75F); // lines pass behind
        painter.fillRect(place.adjusted(-2, 2, 1, -2), ground);
        painter.setPen(colours.muted);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, text);
        painter.drawLine(QPointF(x - 4, y), QPointF(x, y));
    }
}

void ParallelPlot::paintLegend(QPainter& painter) const {
    const ParallelAxis& axis = m_data.axes[static_cast<std::size_t>(m_data.shade)];
    const QRectF area = plotArea();
    const QRectF bar(width() - kLegendWidth - 44, area.top(), kLegendWidth, area.height());
    QLinearGradient shades(bar.bottomLeft(), bar.topLeft());
    for (const double share : {0.0, 0.5, 1.0})
        shades.setColorAt(share, shadeColor(share, palette()));
    painter.fillRect(bar, shades);
    painter.setPen(coloursOf(palette()).muted);
    if (axis.ticks().empty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    const auto label = [&](double value, double y) {
        painter.drawText(QRectF(bar.right() + 4, y, 40, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         axis.text(value));
    };
    label(axis.ticks().back(), bar.top() - 2);
    label(axis.ticks().front(), bar.bottom() - metrics.height() + 2);
}

void ParallelPlot::paintReadout(QPainter& painter) const {
    const ParallelLine& line = m_data.lines[static_cast<std::size_t>(m_hovered)];
    QStringList texts = {line.name};
    for (std::size_t axis = 0; axis < m_data.axes.size(); ++axis)
        texts << QStringLiteral("%1  %2").arg(m_data.axes[axis].name(),
                                              m_data.axes[axis].text(line.values[axis]));
    const QFontMetrics metrics = painter.fontMetrics();
    int widest = 0;
    for (const QString& text : texts)
        widest = std::max(widest, metrics.horizontalAdvance(text));
    const QSize size(widest + 16, static_cast<int>(texts.size()) * metrics.height() + 12);
    const QPoint mouse = mapFromGlobal(QCursor::pos());
    QPoint place = mouse + QPoint(14, 14);
    if (place.x() + size.width() > width())
        place.setX(mouse.x() - 14 - size.width());
    place.setX(std::max(2, place.x()));
    place.setY(std::clamp(place.y(), 2, std::max(2, height() - size.height() - 2)));
    const ThemeColours& colours = coloursOf(palette());
    painter.setPen(colours.border);
    painter.setBrush(colours.field);
    painter.drawRoundedRect(QRectF(place, size), 4, 4);
    for (int i = 0; i < texts.size(); ++i) {
        painter.setPen(i == 0 ? colours.text : colours.muted);
        painter.drawText(place + QPoint(8, 6 + metrics.ascent() + i * metrics.height()), texts[i]);
    }
}

void ParallelPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_data.lines.empty()) {
        painter.setPen(coloursOf(palette()).muted);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_empty);
        return;
    }
    if (m_lines.isNull())
        renderLines();
    painter.drawPixmap(0, 0, m_lines);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto raise = [&](const ParallelLine& line) {
        painter.setPen(QPen(coloursOf(palette()).changed, 3));
        QList<QLineF> pieces;
        addPieces(line, pieces);
        painter.drawLines(pieces);
    };
    for (const ParallelLine& line : m_data.lines)
        if (line.name == m_highlighted)
            raise(line);
    if (m_hovered >= 0)
        raise(m_data.lines[static_cast<std::size_t>(m_hovered)]);
    for (int axis = 0; axis < axisCount(); ++axis)
        paintAxis(painter, axis);
    painter.setFont(m_numbers);
    if (m_data.shade >= 0)
        paintLegend(painter);
    if (m_hovered >= 0)
        paintReadout(painter);
}

} // namespace ld3m::widgets
