// A graph that draws noisy lines in milliseconds.
#pragma once

#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {

/// Qt takes seconds to join thousands of steep segments into one line that is wider than a pixel. On pixels
/// they are drawn one by one; vector figures and dashes get one line. Give it an opaque pen: single segments
/// overlap.
class CurveGraph : public QCPGraph {
    Q_OBJECT

public:
    using QCPGraph::QCPGraph;

protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;
};

} // namespace ld3m::widgets
