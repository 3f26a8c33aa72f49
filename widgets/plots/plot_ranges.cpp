#include "widgets/plots/plot_ranges.h"

#include <algorithm>
#include <cmath>

#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kMargin = 0.06;   ///< share of the span left free above and below
constexpr double kFewDecades = 30; ///< below this ratio powers of ten would be too sparse as ticks
constexpr int kYTicks = 4;

} // namespace

std::optional<AxisRange> fittedX(const CurveSet& curves, bool logarithmic,
                                 const std::optional<AxisRange>& shared) {
    auto extent = curves.extent();
    if (!extent)
        return {};
    if (shared)
        extent = {std::min(extent->first, shared->first), std::max(extent->second, shared->second)};
    auto [lower, upper] = *extent;
    if (logarithmic)
        lower = lower > 0 ? lower : std::min(1.0, upper);
    if (lower == upper)
        upper = lower + 1;
    return AxisRange(lower, upper);
}

std::optional<AxisRange> fittedY(const CurveSet& curves, AxisRange x, bool logarithmic,
                                 const std::vector<CurveMarks::Labelled>& references) {
    auto span = curves.span(x.first, x.second, logarithmic);
    if (!span)
        return {};
    for (const auto& reference : references)
        if (!logarithmic || reference.at > 0)
            span = {std::min(span->first, reference.at), std::max(span->second, reference.at)};
    const auto [lower, upper] = *span;
    if (logarithmic) {
        const double margin = std::max(std::pow(upper / lower, kMargin), 1.02);
        return AxisRange(lower / margin, upper * margin);
    }
    const double flat = lower == upper ? std::max(std::abs(lower) * 0.1, 1e-9) : 0;
    const double margin = (upper - lower) * kMargin + flat;
    return AxisRange(lower - margin, upper + margin);
}

void chooseTickers(QCustomPlot& plot, int xTicks) {
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        const bool decades = axis->scaleType() == QCPAxis::stLogarithmic &&
                             axis->range().upper / axis->range().lower > kFewDecades;
        const bool hasDecades = axis->ticker().dynamicCast<QCPAxisTickerLog>() != nullptr;
        if (decades && !hasDecades)
            axis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        if (!decades && hasDecades)
            axis->setTicker(QSharedPointer<QCPAxisTicker>::create());
        if (!decades)
            axis->ticker()->setTickCount(axis == plot.xAxis ? std::clamp(xTicks, 2, 5) : kYTicks);
    }
}

} // namespace ld3m::widgets
