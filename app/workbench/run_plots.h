// The curves of one run: loss, both gradient norms and accuracy, appended as the run goes.
#pragma once

#include <vector>

#include <QMetaObject>

#include "app/session/run_history.h"
#include "widgets/plots/curve_plot_row.h"

namespace ld3m::workbench {

class RunPlots : public widgets::CurvePlotRow {
    Q_OBJECT
public:
    explicit RunPlots(QWidget* parent = nullptr);

    /// Shows this run and follows it; null shows nothing.
    void bind(session::RunHistory* history);

    widgets::CurvePlot* loss() const { return m_loss; }
    widgets::CurvePlot* latentGradient() const { return m_latent; }
    widgets::CurvePlot* conditioningGradient() const { return m_conditioning; }
    widgets::CurvePlot* accuracy() const { return m_accuracy; }

private:
    void refill();
    void appendReports(std::size_t first);
    void appendEvaluation(const reports::EvaluationTable& table);
    void mark(const reports::SettingChange& change);

    session::RunHistory* m_history = nullptr;
    std::vector<QMetaObject::Connection> m_connections;
    widgets::CurvePlot* m_loss;
    widgets::CurvePlot* m_latent;
    widgets::CurvePlot* m_conditioning;
    widgets::CurvePlot* m_accuracy;
};

/// "T 10 → 20": a turned knob, short enough for a plot.
QString markText(const reports::SettingChange& change);

} // namespace ld3m::workbench
