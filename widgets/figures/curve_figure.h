// What a plot of curves shows, as a value: drawn on paper in any style, or written as numbers.
#pragma once

#include <QSizeF>
#include <QString>

#include <optional>
#include <vector>

#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_series.h"
#include "widgets/plots/plot_ranges.h"

namespace ld3m::widgets {

struct CurveFigure {
    struct Curve {
        QString name;
        int color = 0; ///< of seriesColor()
        bool dashed = false;
        bool dots = false;
        CurveSeries points = {};
        bool scattered = false; ///< dots without a line
    };

    QString title = {};
    QString xLabel = {}; ///< with their units
    QString yLabel = {};
    bool logX = false;
    bool logY = false;
    double smoothing = 0;            ///< CurveSeries::setSmoothing
    std::optional<AxisRange> x = {}; ///< nothing: all points
    std::optional<AxisRange> y = {};
    std::vector<CurveMarks::Labelled> events = {};
    std::vector<CurveMarks::Labelled> references = {};
    std::vector<Curve> curves = {};

    /// The curve of this name, added in the given colour when it is new.
    Curve& curve(const QString& name, int color);
    bool hasPoints() const;
};

/// All points: a head line, then one line for each x with a column for each curve, "NAME deviation" behind it
/// where it has deviations and "NAME smoothed" where it is smoothed. Cells without a number are empty.
QByteArray toCsv(const CurveFigure& figure);

} // namespace ld3m::widgets
