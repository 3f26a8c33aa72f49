// Accuracy and time against the number of reverse steps T, with the T from which more steps no longer pay.
#pragma once

#include "core/sweeps/sweep_curves.h"
#include "widgets/plots/curve_plot_row.h"

namespace ld3m::widgets {

class TradeOffPlots : public CurvePlotRow {
    Q_OBJECT

public:
    explicit TradeOffPlots(QWidget* parent = nullptr);

    /// `published`: an accuracy in per cent that is drawn as a line; 0: none.
    void setTable(const sweeps::SweepTable& table, double published = 0);
    CurvePlot* accuracy() const { return m_accuracy; }
    CurvePlot* time() const { return m_time; }

private:
    void mark(const sweeps::TradeOff& found);

    CurvePlot* m_accuracy;
    CurvePlot* m_time;
};

} // namespace ld3m::widgets
