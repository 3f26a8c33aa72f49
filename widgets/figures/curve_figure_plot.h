// Draws a CurveFigure on paper: in a style, on white, in the colours of the light theme.
#pragma once

#include <memory>

#include "widgets/figures/curve_figure.h"
#include "widgets/figures/figure.h"

class QCustomPlot;

namespace ld3m::widgets {

class CurveSet;

/// UI thread; needs a QApplication. The figure is laid out anew for each style.
class CurveFigurePlot {
public:
    CurveFigurePlot(const CurveFigure& figure, const FigureStyle& style);
    ~CurveFigurePlot();

    QSizeF inches() const { return m_inches; }
    void draw(QCPPainter& painter);

    QCustomPlot& plot() { return *m_plot; } ///< for tests

private:
    void setAxes(const CurveFigure& figure, const FigureStyle& style);
    void setLegend(const FigureStyle& style);
    void setTitle(const CurveFigure& figure, const FigureStyle& style);
    void addCurves(const CurveFigure& figure, const FigureStyle& style);
    void chooseRanges(const CurveFigure& figure);
    void coverOutside();
    void fillView();
    void putLegendAbove();
    /// A corner without lines, or above the axes where there is none.
    void findLegendPlace();
    int pointsUnder(const QRectF& area) const;

    QSizeF m_inches;
    bool m_findsPlace;
    std::unique_ptr<QCustomPlot> m_plot;
    std::unique_ptr<CurveSet> m_curves;
    std::unique_ptr<CurveMarks> m_marks;
};

/// Saves as a picture or, with .csv, as numbers.
Figure figureOf(CurveFigure curves);

} // namespace ld3m::widgets
