#include "widgets/plots/curve_graph.h"

#include <cmath>

namespace ld3m::widgets {

void CurveGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const {
    if (painter->modes().testFlag(QCPPainter::pmVectorized) || painter->pen().style() == Qt::NoPen) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    applyDefaultAntialiasingHint(painter);
    for (qsizetype i = 1; i < lines.size(); ++i) // a gap is not a number, and so is a segment that touches it
        if (std::isfinite(lines[i - 1].y()) && std::isfinite(lines[i].y()))
            painter->drawLine(QLineF(lines[i - 1], lines[i]));
}

} // namespace ld3m::widgets
