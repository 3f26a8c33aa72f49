// The named curves of one plot and the QCustomPlot graphs that draw them.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

#include "widgets/plots/curve_series.h"

class QCPGraph;
class QCPAbstractPlottable;
class QCustomPlot;

namespace ld3m::widgets {

class CurveSet {
public:
    struct Curve {
        QString name;
        int color = 0;
        bool visible = true;
        bool dashed = false;    ///< fits and what was not measured
        bool dots = false;      ///< one for each point: few that were measured
        bool scattered = false; ///< dots alone
        CurveSeries points;
        QCPGraph* lower = nullptr; ///< lower edge of the deviation band
        QCPGraph* upper = nullptr;
        QCPGraph* raw = nullptr; ///< faint, behind the smoothed line
        QCPGraph* line = nullptr;
    };

    explicit CurveSet(QCustomPlot& plot) : m_plot(plot) {}

    /// The curve of this name, added in the given colour (negative: the first free one) when it is new.
    Curve& curve(const QString& name, int color = -1);
    Curve* find(const QString& name);
    /// The curve that a legend entry stands for.
    Curve* find(const QCPAbstractPlottable* plottable);
    void remove(const QString& name);
    void clear();
    const std::vector<Curve>& curves() const { return m_curves; }
    bool hasPoints() const;

    void setSmoothing(double weight);
    double smoothing() const { return m_smoothing; }
    void setVisible(Curve& curve, bool visible);
    void setDashed(Curve& curve, bool dashed);
    /// 1.6 pixels by default.
    void setLineWidth(double width);
    void applyColours(const QPalette& palette);

    std::optional<std::pair<double, double>> extent() const;
    /// y of everything visible between two x.
    std::optional<std::pair<double, double>> span(double lower, double upper, bool positive) const;
    /// Hands the graphs the points for this view.
    void refresh(const CurveSeries::View& view);
    /// Figures leave the entries of hidden curves out; on the screen they are the way back.
    void setHiddenInLegend(bool shown);
    /// The stored x nearest to this one, over visible curves.
    std::optional<double> nearestX(double x) const;

private:
    int freeColor() const;
    void applyColours(Curve& curve);

    QCustomPlot& m_plot;
    std::vector<Curve> m_curves;
    QPalette m_palette;
    double m_smoothing = 0;
    double m_lineWidth = 1.6;
};

} // namespace ld3m::widgets
