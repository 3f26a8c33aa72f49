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
constexpr std::size_t kPointsAtOnce = 25000; ///< that the window does not wait for

/// kPointsAtOnce of a batch, or what is left of it.
comparison::CurveBatch piece(const comparison::CurveBatch& batch, std::size_t first) {
    const std::size_t end = std::min(first + kPointsAtOnce, batch.iterations.size());
    const auto cut = [&](const std::vector<double>& all) {
        return std::vector<double>(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(end));
    };
    return {cut(batch.iterations), cut(batch.losses), cut(batch.latent_norms), cut(batch.conditioning_norms)};
}

} // namespace

ComparePlots::ComparePlots(QWidget* parent) : CurvePlotRow(parent) {
    m_loss = addPlot(tr("Matching loss"), tr("iteration"), tr("loss"));
    m_accuracy = addPlot(tr("Accuracy"), tr("iteration"), tr("accuracy / %"));
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
    const bool idle = m_waiting.empty();
    for (const session::ComparedFolder& each : runs) {
        showAccuracies(each.run);
        for (std::size_t first = 0; first < each.gain.iterations.size(); first += kPointsAtOnce)
            m_waiting.emplace_back(QString::fromStdString(each.run.name), piece(each.gain, first));
    }
    std::size_t drawn = 0; // what is short is there at once
    while (idle && !m_waiting.empty() && drawn < kPointsAtOnce) {
        drawn += m_waiting.front().second.iterations.size();
        drawNext();
    }
    if (idle && !m_waiting.empty())
        QTimer::singleShot(0, this, &ComparePlots::drawOn);
}

void ComparePlots::drawNext() {
    append(m_waiting.front().first, m_waiting.front().second);
    m_waiting.pop_front();
}

void ComparePlots::drawOn() {
    if (m_waiting.empty())
        return; // other runs are shown since
    drawNext();
    if (!m_waiting.empty())
        QTimer::singleShot(0, this, &ComparePlots::drawOn);
}

void ComparePlots::append(const QString& name, const comparison::CurveBatch& batch) {
    m_loss->append(name, batch.iterations, batch.losses);
    m_latent->append(name, batch.iterations, batch.latent_norms);
    const auto known = [](double norm) { return !std::isnan(norm); };
    if (std::ranges::any_of(batch.conditioning_norms, known))
        m_conditioning->append(name, batch.iterations, batch.conditioning_norms);
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
