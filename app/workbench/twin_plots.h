// The curves of two arms in the same plots, each arm in its own colour everywhere, and their difference in
// accuracy.
#pragma once

#include <vector>

#include <QMetaObject>

#include "app/session/twin.h"
#include "widgets/plots/curve_plot_row.h"

namespace ld3m::workbench {

class TwinPlots : public widgets::CurvePlotRow {
    Q_OBJECT
public:
    explicit TwinPlots(QWidget* parent = nullptr);

    /// Shows these and follows them; an empty pair shows nothing.
    void bind(const session::RunPair& pair);

    widgets::CurvePlot* loss() const { return m_loss; }
    widgets::CurvePlot* latentGradient() const { return m_latent; }
    widgets::CurvePlot* accuracy() const { return m_accuracy; }
    widgets::CurvePlot* difference() const { return m_difference; }

private:
    void refill();
    void appendReports(int arm, std::size_t first);
    void showAccuracies();
    void mark();

    session::RunPair m_pair;
    std::vector<QMetaObject::Connection> m_connections;
    widgets::CurvePlot* m_loss;
    widgets::CurvePlot* m_latent;
    widgets::CurvePlot* m_accuracy;
    widgets::CurvePlot* m_difference;
};

} // namespace ld3m::workbench
