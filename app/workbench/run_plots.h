// The curves of one run, in groups: loss, gradients, their steadiness, rates, accuracy, time and memory,
// appended as the run goes.
#pragma once

#include <vector>

#include <QMetaObject>

#include "app/session/run_history.h"
#include "core/base/sliding_snr.h"
#include "widgets/plots/curve_plot_groups.h"

class QComboBox;

namespace ld3m::widgets {
class SeriesChooser;
}

namespace ld3m::workbench {

class RunPlots : public widgets::CurvePlotGroups {
    Q_OBJECT
public:
    static constexpr std::size_t kSnrWindow = 50; ///< iterations

    explicit RunPlots(QWidget* parent = nullptr);

    /// Shows this run and follows it; null shows nothing.
    void bind(session::RunHistory* history);

    widgets::CurvePlot* loss() const { return m_loss; }
    widgets::CurvePlot* classLosses() const { return m_classLosses; }
    widgets::CurvePlot* latentGradient() const { return m_latent; }
    widgets::CurvePlot* conditioningGradient() const { return m_conditioning; }
    widgets::CurvePlot* snr() const { return m_snr; }
    widgets::CurvePlot* rates() const { return m_rates; }
    widgets::CurvePlot* accuracy() const { return m_accuracy; }
    widgets::CurvePlot* time() const { return m_time; }
    widgets::CurvePlot* memory() const { return m_memory; }
    widgets::SeriesChooser* classChooser() const { return m_classes; }

private:
    void buildPlots();
    void buildGroups();
    void buildTools();
    void refill();
    void appendReports(std::size_t first);
    void appendNorms(std::size_t first);
    void appendRates(std::size_t first);
    void appendCosts(std::size_t first);
    void appendClassLosses(std::size_t first);
    void refillClassLosses();
    void nameClasses();
    void appendEvaluation(const reports::EvaluationTable& table);
    void drawReferences();
    void mark(const reports::SettingChange& change);

    session::RunHistory* m_history = nullptr;
    std::vector<QMetaObject::Connection> m_connections;
    base::SlidingSnr m_latentSnr{kSnrWindow};
    base::SlidingSnr m_conditioningSnr{kSnrWindow};
    QComboBox* m_smoothing;
    widgets::SeriesChooser* m_classes;
    widgets::CurvePlot* m_loss;
    widgets::CurvePlot* m_classLosses;
    widgets::CurvePlot* m_latent;
    widgets::CurvePlot* m_conditioning;
    widgets::CurvePlot* m_snr;
    widgets::CurvePlot* m_rates;
    widgets::CurvePlot* m_accuracy;
    widgets::CurvePlot* m_time;
    widgets::CurvePlot* m_memory;
};

/// "T 10 → 20": a turned knob, short enough for a plot.
QString markText(const reports::SettingChange& change);
/// "last 38.2 % · best 39.1 % at 300": two numbers that are never mixed; empty for no tables.
QString lastAndBestText(const std::vector<reports::EvaluationTable>& tables);

} // namespace ld3m::workbench
