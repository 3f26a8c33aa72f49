#include "app/workbench/compare_plots.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QSplitter>
#include <QTimer>

#include "core/base/statistics.h"
#include "core/reports/paired_difference.h"
#include "widgets/plots/curve_plot.h"

namespace ld3m::workbench {
namespace {

constexpr double kSmoothing = 0.9;
constexpr double kPercent = 100;
constexpr std::size_t kPointsAtOnce = 20000; ///< that the window does not wait for

} // namespace

ComparePlots::ComparePlots(QWidget* parent) : CurvePlotRow(parent) {
    m_loss = addPlot(tr("Matching loss"), tr("iteration"), tr("loss"));
    m_accuracy = addPlot(tr("Accuracy on real test images"), tr("iteration"), tr("accuracy / %"));
    m_latent = addPlot(tr("Gradient of Z"), tr("iteration"), tr("‖∂L/∂Z‖"));
    m_conditioning = addPlot(tr("Gradient of c"), tr("iteration"), tr("‖∂L/∂c‖"));
    m_loss->setEmptyText(tr("The loss of each run appears here."));
    m_accuracy->setEmptyText(
        tr("Networks trained on each run's images. Set evaluation.every to see it as a run goes."));
    m_accuracy->setHelp(
        tr("<p>Mean over the networks of each evaluation; band: ± standard deviation over its runs.</p>"));
    m_latent->setEmptyText(tr("How strongly the loss pulls at the latents Z of each run."));
    m_conditioning->setEmptyText(tr("How strongly the loss pulls at the class embeddings c. "
                                    "Only the latent diffusion prior has them."));
    for (widgets::CurvePlot* plot : {m_latent, m_conditioning})
        plot->setLogY(true);
    for (widgets::CurvePlot* plot : {m_loss, m_latent, m_conditioning})
        plot->setSmoothing(kSmoothing);
    splitter()->setOrientation(Qt::Vertical);
    for (const auto& row : {QList{m_loss, m_accuracy}, QList{m_latent, m_conditioning}}) {
        auto* beside = new QSplitter(Qt::Horizontal, splitter());
        beside->setChildrenCollapsible(false);
        beside->setHandleWidth(1);
        for (widgets::CurvePlot* plot : row)
            beside->addWidget(plot);
        beside->setSizes({1000, 1000});
        splitter()->addWidget(beside);
    }
    splitter()->setSizes({1000, 1000});
}

void ComparePlots::showRuns(const std::vector<session::ComparedFolder>& runs,
                            const std::vector<int>& colors) {
    clear();
    m_waiting.clear();
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (widgets::CurvePlot* plot : {m_loss, m_accuracy, m_latent, m_conditioning})
            plot->addSeries(QString::fromStdString(runs[i].run.name), i < colors.size() ? colors[i] : -1);
    grow(runs);
}

void ComparePlots::grow(const std::vector<session::ComparedFolder>& runs) {
    std::size_t points = 0;
    for (const session::ComparedFolder& each : runs) {
        points += each.gain.iterations.size();
        showAccuracies(each.run);
    }
    const bool idle = m_waiting.empty();
    for (const session::ComparedFolder& each : runs)
        if (idle && points <= kPointsAtOnce)
            appendGain(each);
        else if (!each.gain.iterations.empty())
            m_waiting.push_back(each);
    if (idle && !m_waiting.empty())
        drawNext();
}

void ComparePlots::drawNext() {
    if (m_waiting.empty())
        return; // other runs are shown since
    appendGain(m_waiting.front());
    m_waiting.pop_front();
    if (!m_waiting.empty())
        QTimer::singleShot(0, this, &ComparePlots::drawNext);
}

void ComparePlots::appendGain(const session::ComparedFolder& run) {
    const session::CurveBatch& gain = run.gain;
    if (gain.iterations.empty())
        return;
    const QString name = QString::fromStdString(run.run.name);
    m_loss->append(name, gain.iterations, gain.losses);
    m_latent->append(name, gain.iterations, gain.latent_norms);
    const auto known = [](double norm) { return !std::isnan(norm); };
    if (std::ranges::any_of(gain.conditioning_norms, known))
        m_conditioning->append(name, gain.iterations, gain.conditioning_norms);
}

/// Evaluations are few, and one may come late for an earlier iteration: all are shown anew.
void ComparePlots::showAccuracies(const comparison::ComparedRun& run) {
    const QString name = QString::fromStdString(run.name);
    m_accuracy->clearPoints(name);
    std::set<std::int64_t> seen;
    for (const reports::EvaluationTable& table : run.evaluations) {
        const std::vector<double> accuracies = reports::runAccuracies(table);
        if (accuracies.empty() || !seen.insert(table.iteration).second)
            continue;
        const base::Statistics over = base::statisticsOf(accuracies);
        m_accuracy->append(name, {double(table.iteration)}, {over.mean * kPercent},
                           {over.deviation * kPercent});
    }
}

} // namespace ld3m::workbench
