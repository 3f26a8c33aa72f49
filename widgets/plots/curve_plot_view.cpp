// Which part of the data CurvePlot shows, and on which scales.
#include <QLabel>

#include <algorithm>

#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/plots/plot_ranges.h"

namespace ld3m::widgets {
namespace {

constexpr int kTickPitch = 70; ///< pixels that a tick label of x and the space beside it take

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
    if (const auto range = fittedX(*m_curves, isLogX(), m_sharedExtent))
        m_plot->xAxis->setRange(range->first, range->second);
}

void CurvePlot::fitY() {
    if (const auto range = fittedY(*m_curves, {lowerX(), upperX()}, isLogY(), m_marks->references()))
        m_plot->yAxis->setRange(range->first, range->second);
}

void CurvePlot::prepareReplot() {
    m_programmed = true;
    if (m_following)
        fitX();
    if (m_fitsY)
        fitY();
    m_programmed = false;
    chooseTickers(*m_plot, m_plot->width() / kTickPitch);
}

void CurvePlot::fillView() {
    const int columns = std::max(1, m_plot->axisRect()->width());
    m_curves->refresh({lowerX(), upperX(), columns, isLogX(), isLogY()});
    m_marks->arrangeLabels();
}

} // namespace ld3m::widgets
