#include "widgets/plots/curve_graph.h"

#include <cmath>

namespace ld3m::widgets {

void CurveGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const {
    // Dashes must go on from segment to segment, and so must the one line of a vector figure.
    if (painter->modes().testFlag(QCPPainter::pmVectorized) || painter->pen().style() != Qt::SolidLine) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    applyDefaultAntialiasingHint(painter);
    for (qsizetype i = 1; i < lines.size(); ++i) // a gap is not a number, and so is a segment that touches it
        if (std::isfinite(lines[i - 1].y()) && std::isfinite(lines[i].y()))
            painter->drawLine(QLineF(lines[i - 1], lines[i]));
}

} // namespace ld3m::widgets
