#include "app/workbench/twin_plots.h"

#include <limits>
#include <set>

#include "app/workbench/run_plots.h"
#include "core/base/statistics.h"
#include "core/reports/paired_difference.h"
#include "widgets/plots/curve_plot.h"

namespace ld3m::workbench {

using session::RunHistory;

namespace {

constexpr double kSmoothing = 0.9;
constexpr double kPercent = 100;
constexpr int kNeither = 2; ///< colour of what is of no arm

QString nameOf(int arm) {
    return arm == 0 ? QStringLiteral("A") : QStringLiteral("B");
}

} // namespace

TwinPlots::TwinPlots(QWidget* parent) : CurvePlotRow(parent) {
    m_loss = addPlot(tr("Matching loss"), tr("iteration"), tr("loss"));
    m_latent = addPlot(tr("Gradient of Z"), tr("iteration"), tr("‖∂L/∂Z‖"));
    m_accuracy = addPlot(tr("Accuracy"), tr("iteration"), tr("accuracy / %"));
    m_difference = addPlot(tr("Accuracy of B − A"), tr("iteration"), tr("points"));
    m_loss->setEmptyText(tr("The loss of both arms appears here."));
    m_latent->setEmptyText(tr("How strongly the loss pulls at the latents Z of each arm."));
    m_accuracy->setEmptyText(
        tr("Networks trained on each arm's images. Set evaluation.every to see it as the run goes."));
    m_difference->setEmptyText(
        tr("The difference between networks of the same run number, with its deviation."));
    m_latent->setLogY(true);
    for (widgets::CurvePlot* plot : {m_loss, m_latent})
        plot->setSmoothing(kSmoothing);
}

void TwinPlots::bind(const session::RunPair& pair) {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_pair = pair;
    refill();
    if (!m_pair)
        return;
    for (const int arm : {0, 1}) {
        const RunHistory* history = arm == 0 ? m_pair.a.get() : m_pair.b.get();
        m_connections.push_back(connect(history, &RunHistory::reportsAppended, this,
                                        [this, arm](std::size_t first) { appendReports(arm, first); }));
        m_connections.push_back(connect(history, &RunHistory::evaluated, this, &TwinPlots::showAccuracies));
        m_connections.push_back(connect(history, &RunHistory::settingChanged, this, &TwinPlots::mark));
        m_connections.push_back(connect(history, &RunHistory::cleared, this, &TwinPlots::refill));
    }
}

void TwinPlots::refill() {
    clear();
    setCursorX(std::nullopt);
    for (widgets::CurvePlot* plot : {m_loss, m_latent, m_accuracy})
        for (const int arm : {0, 1})
            plot->addSeries(nameOf(arm), arm);
    if (!m_pair)
        return;
    appendReports(0, 0);
    appendReports(1, 0);
    showAccuracies();
    mark();
}

void TwinPlots::appendReports(int arm, std::size_t first) {
    const auto& reports = (arm == 0 ? m_pair.a : m_pair.b)->reports();
    std::vector<double> x;
    std::vector<double> loss;
    std::vector<double> latent;
    for (std::size_t i = first; i < reports.size(); ++i) {
        x.push_back(double(reports[i].iteration));
        loss.push_back(reports[i].loss);
        latent.push_back(reports[i].latent_grad_norm);
    }
    if (x.empty())
        return;
    m_loss->append(nameOf(arm), x, loss);
    m_latent->append(nameOf(arm), x, latent);
}

/// Evaluations are few, and one may come late for an earlier iteration: all are shown anew.
void TwinPlots::showAccuracies() {
    for (const int arm : {0, 1}) {
        m_accuracy->clearPoints(nameOf(arm));
        std::set<std::int64_t> seen;
        for (const reports::EvaluationTable& table : (arm == 0 ? m_pair.a : m_pair.b)->evaluations()) {
            const base::Statistics runs = base::statisticsOf(reports::runAccuracies(table));
            if (!reports::runAccuracies(table).empty() && seen.insert(table.iteration).second)
                m_accuracy->append(nameOf(arm), {double(table.iteration)}, {runs.mean * kPercent},
                                   {runs.deviation * kPercent});
        }
    }
    m_difference->clear();
    m_difference->addSeries(tr("B − A"), kNeither);
    const auto found = reports::pairedDifferences(m_pair.a->evaluations(), m_pair.b->evaluations(),
                                                  std::numeric_limits<std::int64_t>::max());
    for (const reports::PairedDifference& each : found)
        m_difference->append(tr("B − A"), {double(each.iteration)}, {each.mean * kPercent},
                             {each.deviation * kPercent});
    if (found.empty())
        m_difference->clear();
    else
        m_difference->addReferenceLine(0, tr("no difference"));
}

void TwinPlots::mark() {
    clearEventMarks();
    std::set<std::pair<std::int64_t, QString>> marked; // a knob turned in both arms is one mark
    for (const RunHistory* history : {m_pair.a.get(), m_pair.b.get()})
        for (const reports::SettingChange& change : history->changes())
            if (marked.insert({change.iteration, markText(change)}).second)
                addEventMark(double(change.iteration), markText(change));
}

} // namespace ld3m::workbench
