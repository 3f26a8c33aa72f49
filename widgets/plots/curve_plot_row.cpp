#include "widgets/plots/curve_plot_row.h"

#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/plots/curve_plot.h"

namespace ld3m::widgets {

CurvePlotRow::CurvePlotRow(QWidget* parent)
    : QWidget(parent), m_splitter(new QSplitter(Qt::Horizontal, this)) {
    setAutoFillBackground(true); // one ground for heads and plots
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
}

CurvePlot* CurvePlotRow::addPlot(const QString& title, const QString& xLabel, const QString& yLabel) {
    auto* plot = new CurvePlot(title, m_splitter);
    plot->setAxisLabels(xLabel, yLabel);
    m_splitter->addWidget(plot);
    m_plots.append(plot);
    const auto others = [this, plot](auto change) {
        for (CurvePlot* other : std::as_const(m_plots))
            if (other != plot)
                change(*other);
    };
    connect(plot, &CurvePlot::xRangeChanged, this, [others](double lower, double upper) {
        others([=](CurvePlot& other) { other.setXRange(lower, upper); });
    });
    connect(plot, &CurvePlot::followingChanged, this,
            [others](bool following) { others([=](CurvePlot& other) { other.setFollowing(following); }); });
    connect(plot, &CurvePlot::extentChanged, this, [this, plot](double lower, double upper) {
        m_extents[plot] = {lower, upper};
        shareExtent();
    });
    connect(plot, &CurvePlot::cursorPlaced, this, &CurvePlotRow::cursorPlaced);
    connect(plot, &CurvePlot::logXChanged, this,
            [others](bool log) { others([=](CurvePlot& other) { other.setLogX(log); }); });
    return plot;
}

void CurvePlotRow::shareExtent() {
    auto [lower, upper] = m_extents.begin()->second;
    for (const auto& [plot, extent] : m_extents) {
        lower = std::min(lower, extent.first);
        upper = std::max(upper, extent.second);
    }
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->setSharedExtent(lower, upper);
}

void CurvePlotRow::setCursorX(std::optional<double> x) {
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->setCursorX(x);
}

void CurvePlotRow::addEventMark(double x, const QString& label) {
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->addEventMark(x, label);
}

void CurvePlotRow::clearEventMarks() {
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->clearEventMarks();
}

void CurvePlotRow::setSmoothing(double weight) {
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->setSmoothing(weight);
}

void CurvePlotRow::resetView() {
    for (CurvePlot* plot : std::as_const(m_plots))
        plot->resetView();
}

void CurvePlotRow::clear() {
    m_extents.clear();
    for (CurvePlot* plot : std::as_const(m_plots)) {
        plot->clear();
        plot->clearSharedExtent();
    }
}

} // namespace ld3m::widgets
