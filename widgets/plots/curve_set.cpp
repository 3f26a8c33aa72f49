#include "widgets/plots/curve_set.h"

#include <algorithm>
#include <cmath>

#include "widgets/plots/curve_graph.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

using Line = CurveSeries::Line;

constexpr double kRawShare = 1 / 1.6; ///< of the line's width
constexpr double kDotWidths = 3;      ///< line widths that a dot is wide

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace

CurveSet::Curve& CurveSet::curve(const QString& name, int color) {
    if (Curve* known = find(name))
        return *known;
    Curve added;
    added.name = name;
    added.color = color < 0 ? freeColor() : color;
    added.points.setSmoothing(m_smoothing);
    // Drawn in this order: band, raw curve, line.
    for (QCPGraph** graph : {&added.lower, &added.upper, &added.raw, &added.line}) {
        *graph = new CurveGraph(m_plot.xAxis, m_plot.yAxis); // the plot owns its graphs
        (*graph)->setAdaptiveSampling(false);                // CurveSeries thins already
        if (graph != &added.line)
            (*graph)->removeFromLegend();
    }
    added.upper->setChannelFillGraph(added.lower);
    added.line->setName(name);
    m_curves.push_back(std::move(added));
    applyColours(m_curves.back());
    return m_curves.back();
}

int CurveSet::freeColor() const {
    const auto taken = [this](int color) {
        return std::any_of(m_curves.begin(), m_curves.end(),
                           [color](const Curve& each) { return each.color == color; });
    };
    int color = 0;
    while (taken(color))
        ++color;
    return color;
}

CurveSet::Curve* CurveSet::find(const QString& name) {
    const auto at =
        std::find_if(m_curves.begin(), m_curves.end(), [&](const Curve& each) { return each.name == name; });
    return at == m_curves.end() ? nullptr : &*at;
}

CurveSet::Curve* CurveSet::find(const QCPAbstractPlottable* plottable) {
    const auto at = std::find_if(m_curves.begin(), m_curves.end(),
                                 [&](const Curve& each) { return each.line == plottable; });
    return at == m_curves.end() ? nullptr : &*at;
}

void CurveSet::remove(const QString& name) {
    const auto at =
        std::find_if(m_curves.begin(), m_curves.end(), [&](const Curve& each) { return each.name == name; });
    if (at == m_curves.end())
        return;
    for (QCPGraph* graph : {at->upper, at->lower, at->raw, at->line})
        m_plot.removeGraph(graph);
    m_curves.erase(at);
}

void CurveSet::clear() {
    while (!m_curves.empty())
        remove(QString(m_curves.back().name));
}

bool CurveSet::hasPoints() const {
    return std::any_of(m_curves.begin(), m_curves.end(),
                       [](const Curve& each) { return each.points.size() > 0; });
}

void CurveSet::setSmoothing(double weight) {
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    for (Curve& each : m_curves)
        each.points.setSmoothing(m_smoothing);
}

void CurveSet::setVisible(Curve& curve, bool visible) {
    curve.visible = visible;
    for (QCPGraph* graph : {curve.lower, curve.upper, curve.raw, curve.line})
        graph->setVisible(visible);
    applyColours(curve);
}

void CurveSet::setDashed(Curve& curve, bool dashed) {
    curve.dashed = dashed;
    applyColours(curve);
}

void CurveSet::setLineWidth(double width) {
    m_lineWidth = width;
    applyColours(m_palette);
}

void CurveSet::setHiddenInLegend(bool shown) {
    m_plot.legend->clearItems();
    for (Curve& each : m_curves)
        if (shown || each.visible)
            each.line->addToLegend();
    applyColours(m_palette);
}

void CurveSet::applyColours(const QPalette& palette) {
    m_palette = palette;
    for (Curve& each : m_curves)
        applyColours(each);
}

void CurveSet::applyColours(Curve& curve) {
    const QColor color = seriesColor(curve.color, m_palette);
    curve.lower->setPen(Qt::NoPen);
    curve.upper->setPen(Qt::NoPen);
    curve.upper->setBrush(faded(color, 0.2));
    const QColor pale = mixed(color, m_palette.color(QPalette::Window), 0.35);
    curve.raw->setPen(QPen(pale, m_lineWidth * kRawShare));
    curve.line->setPen(
        QPen(curve.visible ? color : pale, m_lineWidth, curve.dashed ? Qt::DashLine : Qt::SolidLine));
    if (auto* item = m_plot.legend->itemWithPlottable(curve.line))
        item->setTextColor(curve.visible ? coloursOf(m_palette).text : coloursOf(m_palette).muted);
}

std::optional<std::pair<double, double>> CurveSet::extent() const {
    std::optional<std::pair<double, double>> all;
    for (const Curve& each : m_curves)
        if (const auto own = each.points.extent())
            all =
                all ? std::pair(std::min(all->first, own->first), std::max(all->second, own->second)) : *own;
    return all;
}

std::optional<std::pair<double, double>> CurveSet::span(double lower, double upper, bool positive) const {
    std::optional<std::pair<double, double>> all;
    for (const Curve& each : m_curves) {
        if (!each.visible)
            continue;
        for (const Line line : {Line::raw, Line::lower, Line::upper})
            if (const auto own = each.points.span(line, lower, upper, positive))
                all = all ? std::pair(std::min(all->first, own->first), std::max(all->second, own->second))
                          : *own;
    }
    return all;
}

void CurveSet::refresh(const CurveSeries::View& view) {
    const auto fill = [&view](QCPGraph* graph, const CurveSeries& points, Line line, bool wanted) {
        QVector<QCPGraphData> data;
        if (wanted)
            for (const auto& point : points.thinned(line, view))
                data.append({point.x, point.y});
        graph->data()->set(data, true);
    };
    for (Curve& each : m_curves) {
        if (!each.visible)
            continue;
        const bool smoothed = m_smoothing > 0 && !each.dashed; // a fit is smooth
        fill(each.line, each.points, smoothed ? Line::smooth : Line::raw, true);
        fill(each.raw, each.points, Line::raw, smoothed);
        fill(each.lower, each.points, Line::lower, each.points.hasDeviation());
        fill(each.upper, each.points, Line::upper, each.points.hasDeviation());
        // A lone point has no line to show it.
        const bool dots = each.dots || each.scattered || each.points.size() < 2;
        each.line->setLineStyle(each.scattered ? QCPGraph::lsNone : QCPGraph::lsLine);
        each.line->setScatterStyle(dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, m_lineWidth * kDotWidths)
                                        : QCPScatterStyle());
    }
}

std::optional<double> CurveSet::nearestX(double x) const {
    std::optional<double> best;
    for (const Curve& each : m_curves) {
        const auto i = each.visible ? each.points.nearest(x) : std::nullopt;
        if (i && (!best || std::abs(each.points.x(*i) - x) < std::abs(*best - x)))
            best = each.points.x(*i);
    }
    return best;
}

} // namespace ld3m::widgets
