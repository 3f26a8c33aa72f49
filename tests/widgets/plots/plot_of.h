// What CurvePlot draws, seen from its QCustomPlot.
#pragma once

#include "widgets/plots/curve_plot.h"
#include "widgets/plots/custom_plot.h"

namespace ld3m::tests {

inline QCustomPlot& plotOf(const widgets::CurvePlot& plot) {
    return *plot.findChild<QCustomPlot*>();
}

/// The visible line of a curve.
inline QCPGraph* lineOf(const widgets::CurvePlot& plot, const QString& series) {
    const QCustomPlot& custom = plotOf(plot);
    for (int i = 0; i < custom.graphCount(); ++i)
        if (custom.legend->hasItemWithPlottable(custom.graph(i)) && custom.graph(i)->name() == series)
            return custom.graph(i);
    return nullptr;
}

/// Draws now what would be drawn in the next turn of the event loop.
inline void draw(const widgets::CurvePlot& plot) {
    plotOf(plot).replot(QCustomPlot::rpImmediateRefresh);
}

inline int pointsDrawn(const widgets::CurvePlot& plot) {
    int points = 0;
    for (int i = 0; i < plotOf(plot).graphCount(); ++i)
        points += plotOf(plot).graph(i)->dataCount();
    return points;
}

/// Pixel of a place in the plot, in the QCustomPlot's coordinates.
inline QPoint pixelOf(const widgets::CurvePlot& plot, double x, double y) {
    return {qRound(plotOf(plot).xAxis->coordToPixel(x)), qRound(plotOf(plot).yAxis->coordToPixel(y))};
}

inline QPoint legendEntry(const widgets::CurvePlot& plot, const QString& series) {
    QCustomPlot& custom = plotOf(plot);
    return custom.legend->itemWithPlottable(lineOf(plot, series))->rect().center();
}

} // namespace ld3m::tests
