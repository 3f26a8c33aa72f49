// The curves of up to eight runs in the same plots, each run in its own colour everywhere.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "app/session/comparison.h"
#include "widgets/plots/curve_plot_row.h"

namespace ld3m::workbench {

class ComparePlots : public widgets::CurvePlotRow {
    Q_OBJECT
public:
    explicit ComparePlots(QWidget* parent = nullptr);

    /// Draws the runs anew; `colors`, in their order, are those of widgets::seriesColor.
    void showRuns(const std::vector<session::ComparedFolder>& runs, const std::vector<int>& colors);
    /// Adds what the same runs have gained.
    void grow(const std::vector<session::ComparedFolder>& runs);

    widgets::CurvePlot* loss() const { return m_loss; }
    widgets::CurvePlot* accuracy() const { return m_accuracy; }
    widgets::CurvePlot* latentGradient() const { return m_latent; }
    widgets::CurvePlot* conditioningGradient() const { return m_conditioning; }

private:
    void drawNext();
    void drawOn();
    void append(const QString& name, const comparison::CurveBatch& batch);
    void showAccuracies(const comparison::ComparedRun& run);

    std::deque<std::pair<QString, comparison::CurveBatch>>
        m_waiting; ///< pieces, one at a turn of the event loop
    widgets::CurvePlot* m_loss;
    widgets::CurvePlot* m_accuracy;
    widgets::CurvePlot* m_latent;
    widgets::CurvePlot* m_conditioning;
};

} // namespace ld3m::workbench
