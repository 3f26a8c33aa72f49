#include "widgets/plots/curve_marks.h"

#include <QFontMetrics>

#include <algorithm>

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

/// Plot coordinate along one axis, share of the axis rect along the other: spans the plot whatever its scale.
void place(QCPItemPosition* position, double at, double share, bool vertical) {
    position->setTypeX(vertical ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
    position->setTypeY(vertical ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    position->setCoords(vertical ? at : share, vertical ? share : at);
}

QCPItemLine* addLine(QCustomPlot& plot, double at, bool vertical) {
    auto* line = new QCPItemLine(&plot); // the plot owns its items
    place(line->start, at, 0, vertical);
    place(line->end, at, 1, vertical);
    line->setSelectable(false);
    line->setAntialiased(false);
    return line;
}

} // namespace

CurveMarks::CurveMarks(QCustomPlot& plot) : m_plot(plot), m_cursor(addLine(plot, 0, true)) {
    m_cursor->setVisible(false);
    m_font = plot.font();
    m_font.setPixelSize(10);
}

void CurveMarks::setSizes(const QFont& font, double lineWidth) {
    m_font = font;
    m_lineWidth = lineWidth;
    applyColours(m_palette);
}

void CurveMarks::setCursor(std::optional<double> x) {
    m_cursorX = x;
    m_cursor->setVisible(x.has_value());
    place(m_cursor->start, x.value_or(0), 0, true);
    place(m_cursor->end, x.value_or(0), 1, true);
}

void CurveMarks::setCursorShown(bool shown) {
    m_cursor->setVisible(shown && m_cursorX);
}

CurveMarks::Mark CurveMarks::add(double at, const QString& label, bool vertical) {
    auto* text = new QCPItemText(&m_plot);
    text->setText(label);
    text->setSelectable(false);
    text->setLayer(QStringLiteral("axes")); // over all lines, under the legend
    text->setPositionAlignment(vertical ? Qt::AlignLeft | Qt::AlignTop : Qt::AlignRight | Qt::AlignBottom);
    place(text->position, at, vertical ? 0 : 1, vertical);
    return {at, addLine(m_plot, at, vertical), text};
}

void CurveMarks::addEvent(double x, const QString& label) {
    const auto after = std::upper_bound(m_events.begin(), m_events.end(), x,
                                        [](double value, const Mark& mark) { return value < mark.at; });
    m_events.insert(after, add(x, label, true));
    applyColours(m_palette);
}

void CurveMarks::addReference(double y, const QString& label) {
    m_references.push_back(add(y, label, false));
    applyColours(m_palette);
}

void CurveMarks::clear(std::vector<Mark>& marks) {
    for (const Mark& mark : marks) {
        m_plot.removeItem(mark.line);
        m_plot.removeItem(mark.label);
    }
    marks.clear();
}

void CurveMarks::clearEvents() {
    clear(m_events);
}
void CurveMarks::clearReferences() {
    clear(m_references);
}

std::vector<CurveMarks::Labelled> CurveMarks::labelled(const std::vector<Mark>& marks) {
    std::vector<Labelled> all;
    for (const Mark& mark : marks)
        all.push_back({mark.at, mark.label->text()});
    return all;
}

std::vector<CurveMarks::Labelled> CurveMarks::events() const {
    return labelled(m_events);
}
std::vector<CurveMarks::Labelled> CurveMarks::references() const {
    return labelled(m_references);
}

void CurveMarks::applyColours(const QPalette& palette) {
    m_palette = palette;
    const ThemeColours& colours = coloursOf(palette);
    QColor ground = palette.color(QPalette::Window);
    ground.setAlpha(200);
    const auto paint = [&](const Mark& mark, const QColor& color) {
        mark.label->setBrush(ground);
        mark.label->setPen(Qt::NoPen);
        mark.line->setPen(QPen(color, m_lineWidth, Qt::DashLine));
        mark.label->setColor(color);
        mark.label->setFont(m_font);
        mark.label->setPadding(padding());
    };
    m_cursor->setPen(QPen(colours.muted, m_lineWidth));
    for (const Mark& mark : m_events)
        paint(mark, colours.changed);
    for (const Mark& mark : m_references)
        paint(mark, colours.muted);
}

QMargins CurveMarks::padding() const {
    const int pixels = m_font.pixelSize();
    return {pixels * 2 / 5, pixels / 5, pixels * 2 / 5, pixels / 5};
}

void CurveMarks::arrangeLabels() {
    const QMargins around = padding();
    const QRect area = m_plot.axisRect()->rect();
    for (const Mark& mark : m_references) { // above its line, unless there is no room
        const double above = m_plot.yAxis->coordToPixel(mark.at) - QFontMetrics(m_font).height() -
                             around.top() - around.bottom();
        mark.label->setPositionAlignment(Qt::AlignRight |
                                         (above < area.top() ? Qt::AlignTop : Qt::AlignBottom));
    }
    double free = area.left();
    for (const Mark& mark : m_events) {
        const double at = m_plot.xAxis->coordToPixel(mark.at);
        const int length =
            QFontMetrics(m_font).horizontalAdvance(mark.label->text()) + around.left() + around.right();
        const bool inwards = at + length > area.right();
        const double left = inwards ? at - length : at;
        const bool fits = at <= area.right() && left >= free;
        mark.label->setPositionAlignment((inwards ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        mark.label->setVisible(fits);
        if (fits)
            free = left + length + around.right();
    }
}

} // namespace ld3m::widgets
