#include "widgets/plots/parallel_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kMarginX = 56;
constexpr int kMarginTop = 42; ///< names of the axes, in two lines
constexpr int kMarginBottom = 14;
constexpr int kLegend = 70; ///< beside the last axis
constexpr double kNearAxis = 10;
constexpr double kNearLine = 8;
constexpr double kClick = 3; ///< pixels that a click may shake

double distance(QPointF place, QPointF from, QPointF to) {
    const QPointF way = to - from;
    const double length = QPointF::dotProduct(way, way);
    const double share =
        length > 0 ? std::clamp(QPointF::dotProduct(place - from, way) / length, 0.0, 1.0) : 0;
    const QPointF off = place - (from + share * way);
    return std::hypot(off.x(), off.y());
}

} // namespace

ParallelPlot::ParallelPlot(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Parallel coordinates"));
    m_numbers = tabularFont(font());
}

void ParallelPlot::setData(ParallelData data) {
    const bool sameAxes =
        std::ranges::equal(m_data.axes, data.axes, {}, &ParallelAxis::name, &ParallelAxis::name);
    m_data = std::move(data);
    m_hovered = -1;
    if (!sameAxes)
        m_brushes.assign(m_data.axes.size(), {});
    changed();
}

void ParallelPlot::setEmptyText(const QString& text) {
    m_empty = text;
    update();
}

void ParallelPlot::changed() {
    m_lines = {};
    update();
}

void ParallelPlot::setBrush(int axis, Brush shares) {
    Brush& brush = m_brushes.at(static_cast<std::size_t>(axis));
    if (shares && shares->first > shares->second)
        std::swap(shares->first, shares->second);
    if (brush == shares)
        return;
    brush = shares;
    changed();
    Q_EMIT brushed();
}

ParallelPlot::Brush ParallelPlot::brush(int axis) const {
    return m_brushes.at(static_cast<std::size_t>(axis));
}

void ParallelPlot::clearBrushes() {
    if (!isBrushed())
        return;
    m_brushes.assign(m_data.axes.size(), {});
    changed();
    Q_EMIT brushed();
}

bool ParallelPlot::isBrushed() const {
    return std::ranges::any_of(m_brushes, [](const Brush& brush) { return brush.has_value(); });
}

bool ParallelPlot::passes(const ParallelLine& line) const {
    for (std::size_t axis = 0; axis < m_brushes.size(); ++axis)
        if (m_brushes[axis]) {
            const double share = m_data.axes[axis].share(line.values[axis]);
            if (!(share >= m_brushes[axis]->first && share <= m_brushes[axis]->second))
                return false;
        }
    return true;
}

QStringList ParallelPlot::chosen() const {
    QStringList names;
    for (const ParallelLine& line : m_data.lines)
        if (passes(line))
            names << line.name;
    return names;
}

void ParallelPlot::highlight(const QString& name) {
    if (name == m_highlighted)
        return;
    m_highlighted = name;
    update();
}

QString ParallelPlot::hovered() const {
    return m_hovered < 0 ? QString() : m_data.lines[static_cast<std::size_t>(m_hovered)].name;
}

void ParallelPlot::setHovered(int line) {
    if (line == m_hovered)
        return;
    m_hovered = line;
    setCursor(line >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

QRectF ParallelPlot::plotArea() const {
    const int right = m_data.shade >= 0 ? kLegend + kMarginX : kMarginX;
    return QRectF(rect()).adjusted(kMarginX, kMarginTop, -right, -kMarginBottom);
}

double ParallelPlot::xOf(int axis) const {
    const QRectF area = plotArea();
    return axisCount() < 2 ? area.center().x() : area.left() + area.width() * axis / (axisCount() - 1);
}

double ParallelPlot::yOf(double share) const {
    return plotArea().bottom() - share * plotArea().height();
}

double ParallelPlot::shareAt(double y) const {
    return std::clamp((plotArea().bottom() - y) / std::max(1.0, plotArea().height()), 0.0, 1.0);
}

QPointF ParallelPlot::placeOf(int line, int axis) const {
    const auto place = static_cast<std::size_t>(axis);
    return {xOf(axis),
            yOf(m_data.axes[place].share(m_data.lines[static_cast<std::size_t>(line)].values[place]))};
}

int ParallelPlot::axisAt(QPointF place) const {
    const QRectF reach = plotArea().adjusted(0, -kNearAxis, 0, kNearAxis);
    if (place.y() < reach.top() || place.y() > reach.bottom())
        return -1;
    for (int axis = 0; axis < axisCount(); ++axis)
        if (std::abs(place.x() - xOf(axis)) <= kNearAxis)
            return axis;
    return -1;
}

/// The nearest of the chosen ones, within reach.
int ParallelPlot::lineAt(QPointF place) const {
    int nearest = -1;
    double reach = kNearLine;
    for (int line = 0; line < static_cast<int>(m_data.lines.size()); ++line) {
        if (!passes(m_data.lines[static_cast<std::size_t>(line)]))
            continue;
        for (int axis = 0; axis + 1 < axisCount(); ++axis) {
            if (place.x() < xOf(axis) - reach || place.x() > xOf(axis + 1) + reach)
                continue;
            const double away = distance(place, placeOf(line, axis), placeOf(line, axis + 1));
            if (away < reach) { // never for a gap
                reach = away;
                nearest = line;
            }
        }
    }
    return nearest;
}

void ParallelPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_lines = {};
}

void ParallelPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_numbers = tabularFont(font());
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        changed();
}

void ParallelPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_dragged = axisAt(m_pressed);
}

void ParallelPlot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF place = event->position();
    if (m_dragged < 0) {
        const bool axis = axisAt(place) >= 0;
        setHovered(axis ? -1 : lineAt(place));
        if (axis)
            setCursor(Qt::SizeVerCursor);
        else if (m_hovered < 0)
            setCursor(Qt::ArrowCursor);
        update(); // the readout moves along
        return;
    }
    if (std::abs(place.y() - m_pressed.y()) >= kClick)
        setBrush(m_dragged, std::pair(shareAt(m_pressed.y()), shareAt(place.y())));
}

void ParallelPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool still = (event->position() - m_pressed).manhattanLength() < kClick;
    if (m_dragged >= 0 && still)
        setBrush(m_dragged, {});
    else if (const int line = m_dragged < 0 && still ? lineAt(event->position()) : -1; line >= 0)
        Q_EMIT clicked(m_data.lines[static_cast<std::size_t>(line)].name);
    m_dragged = -1;
}

void ParallelPlot::mouseDoubleClickEvent(QMouseEvent*) {
    clearBrushes();
}

void ParallelPlot::leaveEvent(QEvent*) {
    setHovered(-1);
}

void ParallelPlot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isBrushed())
        clearBrushes();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ld3m::widgets
