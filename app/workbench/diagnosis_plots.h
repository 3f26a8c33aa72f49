// The four plots of a diagnosis: gradient of Z and of c against T, the chain of reverse steps, and how steady
// the gradient is over iterations.
#pragma once

#include <vector>

#include <QWidget>

#include "core/reports/diagnosis.h"
#include "core/reports/snr_curve.h"

class QSplitter;

namespace ld3m::widgets {
class CurvePlot;
}

namespace ld3m::workbench {

/// The SNR of one run under its name.
struct NamedSnr {
    QString name;
    reports::SnrCurve curve;
};

class DiagnosisPlots : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosisPlots(QWidget* parent = nullptr);

    widgets::CurvePlot* latentFlow() const { return m_latents; }
    widgets::CurvePlot* conditioningFlow() const { return m_conditioning; }
    widgets::CurvePlot* chain() const { return m_chain; }
    widgets::CurvePlot* snr() const { return m_snr; }
    /// Stands above the SNR plot.
    void setSnrTools(QWidget* tools);

    /// Of flow and chain.
    void clearMeasured();
    /// Why there is nothing to see yet, or what to do.
    void setMeasuredEmptyText(const QString& text);
    /// Points may come in any order of T.
    void showFlow(const reports::Diagnosis& results);
    /// The newest measured chain of each arm at `steps`.
    void showChains(const reports::Diagnosis& results, std::int64_t steps);
    void showSnr(const std::vector<NamedSnr>& runs, reports::Norm norm, int degree);

private:
    void buildPlots();
    widgets::CurvePlot* addPlot(QSplitter* row, const QString& title, const QString& x, const QString& y,
                                const QString& help);

    QSplitter* m_upper;
    QSplitter* m_lower;
    QWidget* m_snrCell;
    widgets::CurvePlot* m_latents = nullptr;
    widgets::CurvePlot* m_conditioning = nullptr;
    widgets::CurvePlot* m_chain = nullptr;
    widgets::CurvePlot* m_snr = nullptr;
};

/// What a person reads for an arm: "with residual (released)", "without".
QString spokenArm(const std::string& arm);

} // namespace ld3m::workbench
