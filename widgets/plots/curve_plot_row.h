// Several plots side by side with one x axis: zoom, pan, reset, cursor and event marks are shared.
#pragma once

#include <QList>
#include <QWidget>

#include <map>
#include <optional>
#include <utility>

class QSplitter;

namespace ld3m::widgets {

class CurvePlot;

class CurvePlotRow : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlotRow(QWidget* parent = nullptr);

    /// Adds a plot at the right end; the row owns it.
    CurvePlot* addPlot(const QString& title, const QString& xLabel, const QString& yLabel);
    const QList<CurvePlot*>& plots() const { return m_plots; }

    void setCursorX(std::optional<double> x);
    void addEventMark(double x, const QString& label);
    void clearEventMarks();
    void setSmoothing(double weight);
    void resetView(); ///< of all plots: everything is shown and followed
    void clear();     ///< the contents of all plots

Q_SIGNALS:
    void cursorPlaced(double x);

protected:
    QSplitter* splitter() const { return m_splitter; }

private:
    void shareExtent();

    QSplitter* m_splitter;
    QList<CurvePlot*> m_plots;
    std::map<CurvePlot*, std::pair<double, double>> m_extents; ///< x of each plot's points
};

} // namespace ld3m::widgets
