// What keys do to a CurvePlot.
#include <QContextMenuEvent>
#include <QKeyEvent>

#include <cmath>

#include "widgets/plots/curve_plot.h"
#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kPan = 0.1;  ///< share of the range
constexpr double kZoom = 0.8; ///< of the range that is left

} // namespace

void CurvePlot::panBy(double share) {
    QCPAxis& axis = *m_plot->xAxis;
    const QCPRange range = axis.range();
    if (isLogX())
        axis.setRange(range.lower * std::pow(range.upper / range.lower, share),
                      range.upper * std::pow(range.upper / range.lower, share));
    else
        axis.moveRange(range.size() * share);
    replotSoon();
}

void CurvePlot::zoomBy(double factor) {
    m_plot->xAxis->scaleRange(factor);
    replotSoon();
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return panBy(-kPan);
    case Qt::Key_Right:
        return panBy(kPan);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(kZoom);
    case Qt::Key_Minus:
        return zoomBy(1 / kZoom);
    case Qt::Key_Home:
        return follow();
    case Qt::Key_Menu: {
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, rect().center(), mapToGlobal(rect().center()));
        return contextMenuEvent(&menu);
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ld3m::widgets
