// Which part of the data CurvePlot shows, and on which scales.
#include <QLabel>

#include <algorithm>
#include <cmath>

#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kMargin = 0.06;   ///< share of the span left free above and below
constexpr int kTickPitch = 70;     ///< pixels that a tick label of x and the space beside it take
constexpr double kFewDecades = 30; ///< below this ratio powers of ten would be too sparse as ticks

bool isLog(const QCPAxis* axis) {
    return axis->scaleType() == QCPAxis::stLogarithmic;
}

void setLog(QCPAxis* axis, bool log) {
    axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

} // namespace

bool CurvePlot::isLogX() const {
    return isLog(m_plot->xAxis);
}
bool CurvePlot::isLogY() const {
    return isLog(m_plot->yAxis);
}

void CurvePlot::setLogX(bool log) {
    m_programmed = true; // a range that reaches zero is cut off by the scale, not by the mouse
    setLog(m_plot->xAxis, log);
    m_programmed = false;
    updateNotes();
    contentsChanged();
}

void CurvePlot::setLogY(bool log) {
    setLog(m_plot->yAxis, log);
    m_fitsY = true;
    updateNotes();
    contentsChanged();
}

bool CurvePlot::isFollowing() const {
    return m_following;
}

void CurvePlot::setFollowing(bool following) {
    m_following = following;
    m_fitsY = m_fitsY || following;
    replotSoon();
}

void CurvePlot::resetView() {
    setFollowing(true);
}

double CurvePlot::lowerX() const {
    return m_plot->xAxis->range().lower;
}
double CurvePlot::upperX() const {
    return m_plot->xAxis->range().upper;
}
double CurvePlot::lowerY() const {
    return m_plot->yAxis->range().lower;
}
double CurvePlot::upperY() const {
    return m_plot->yAxis->range().upper;
}

void CurvePlot::setSharedExtent(double lower, double upper) {
    m_sharedExtent = std::pair(lower, upper);
    replotSoon();
}

void CurvePlot::setXRange(double lower, double upper) {
    m_following = false;
    m_programmed = true;
    m_plot->xAxis->setRange(lower, upper);
    m_programmed = false;
    replotSoon();
}

void CurvePlot::fitX() {
    auto extent = m_curves->extent();
    if (!extent)
        return;
    if (m_sharedExtent)
        extent = {std::min(extent->first, m_sharedExtent->first),
                  std::max(extent->second, m_sharedExtent->second)};
    auto [lower, upper] = *extent;
    if (isLogX())
        lower = lower > 0 ? lower : std::min(1.0, upper);
    if (lower == upper)
        upper = lower + 1;
    m_plot->xAxis->setRange(lower, upper);
}

void CurvePlot::fitY() {
    auto span = m_curves->span(lowerX(), upperX(), isLogY());
    if (!span)
        return;
    for (const double reference : m_marks->references())
        if (!isLogY() || reference > 0)
            span = {std::min(span->first, reference), std::max(span->second, reference)};
    auto [lower, upper] = *span;
    if (isLogY()) {
        const double margin = std::max(std::pow(upper / lower, kMargin), 1.02);
        m_plot->yAxis->setRange(lower / margin, upper * margin);
    } else {
        const double flat = lower == upper ? std::max(std::abs(lower) * 0.1, 1e-9) : 0;
        const double margin = (upper - lower) * kMargin + flat;
        m_plot->yAxis->setRange(lower - margin, upper + margin);
    }
}

void CurvePlot::chooseTickers(int width) {
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        const bool decades = isLog(axis) && axis->range().upper / axis->range().lower > kFewDecades;
        const bool hasDecades = axis->ticker().dynamicCast<QCPAxisTickerLog>() != nullptr;
        if (decades && !hasDecades)
            axis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        if (!decades && hasDecades)
            axis->setTicker(QSharedPointer<QCPAxisTicker>::create());
        if (!decades)
            axis->ticker()->setTickCount(axis == m_plot->xAxis ? std::clamp(width / kTickPitch, 2, 5) : 4);
    }
}

void CurvePlot::prepareReplot() {
    m_programmed = true;
    if (m_following)
        fitX();
    if (m_fitsY)
        fitY();
    m_programmed = false;
    chooseTickers(m_plot->width());
}

void CurvePlot::fillView() {
    const int columns = std::max(1, m_plot->axisRect()->width()) * m_columnsPerPixel;
    m_curves->refresh({lowerX(), upperX(), columns, isLogX(), isLogY()});
    m_marks->arrangeLabels();
}

} // namespace ld3m::widgets
