// What the axes of a plot show when everything is to be seen, and where their ticks are. Shared by screen and
// figures.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "widgets/plots/curve_marks.h"

class QCustomPlot;

namespace ld3m::widgets {

class CurveSet;

using AxisRange = std::pair<double, double>; ///< lower and upper end

/// All points, and `shared` as well. Nothing without points. A logarithmic axis begins above zero.
std::optional<AxisRange> fittedX(const CurveSet& curves, bool logarithmic,
                                 const std::optional<AxisRange>& shared = {});
/// All visible curves and reference lines between these x, and a margin. Nothing without points.
std::optional<AxisRange> fittedY(const CurveSet& curves, AxisRange x, bool logarithmic,
                                 const std::vector<CurveMarks::Labelled>& references);

/// Powers of ten on a logarithmic axis that spans enough of them; else about `xTicks` (2 to 5) and four on y.
void chooseTickers(QCustomPlot& plot, int xTicks);

} // namespace ld3m::widgets
