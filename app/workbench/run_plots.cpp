#include "app/workbench/run_plots.h"

#include "core/base/text.h"
#include "widgets/plots/curve_plot.h"

namespace ld3m::workbench {
namespace {

constexpr double kSmoothing = 0.9;
constexpr const char* kBaseline = "random real";

} // namespace

RunPlots::RunPlots(QWidget* parent) : CurvePlotRow(parent) {
    m_loss = addPlot(tr("Matching loss"), tr("iteration"), tr("loss"));
    m_latent = addPlot(tr("Gradient of Z"), tr("iteration"), tr("‖∂L/∂Z‖"));
    m_conditioning = addPlot(tr("Gradient of c"), tr("iteration"), tr("‖∂L/∂c‖"));
    m_accuracy = addPlot(tr("Accuracy on real test images"), tr("iteration"), tr("accuracy / %"));
    m_loss->setEmptyText(tr("The loss of each iteration appears here."));
    m_latent->setEmptyText(tr("How strongly the loss pulls at the latents Z."));
    m_conditioning->setEmptyText(tr("How strongly the loss pulls at the class embeddings c. "
                                    "Only the latent diffusion prior has them."));
    m_accuracy->setEmptyText(tr("Networks trained on the synthetic images, tested on real ones. "
                                "Set evaluation.every to see it as the run goes."));
    for (widgets::CurvePlot* plot : {m_latent, m_conditioning})
        plot->setLogY(true);
    for (widgets::CurvePlot* plot : {m_loss, m_latent, m_conditioning})
        plot->setSmoothing(kSmoothing);
}

void RunPlots::bind(session::RunHistory* history) {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_history = history;
    refill();
    if (!history)
        return;
    using session::RunHistory;
    m_connections = {connect(history, &RunHistory::reportsAppended, this, &RunPlots::appendReports),
                     connect(history, &RunHistory::evaluated, this, &RunPlots::appendEvaluation),
                     connect(history, &RunHistory::settingChanged, this, &RunPlots::mark),
                     connect(history, &RunHistory::cleared, this, &RunPlots::refill)};
}

void RunPlots::refill() {
    clear();
    clearEventMarks();
    setCursorX(std::nullopt);
    if (!m_history)
        return;
    appendReports(0);
    for (const reports::EvaluationTable& table : m_history->evaluations())
        appendEvaluation(table);
    for (const reports::SettingChange& change : m_history->changes())
        mark(change);
}

void RunPlots::appendReports(std::size_t first) {
    const auto& reports = m_history->reports();
    if (first >= reports.size())
        return;
    std::vector<double> x;
    std::vector<double> loss;
    std::vector<double> latent;
    std::vector<double> conditioned;
    std::vector<double> conditioning;
    for (std::size_t i = first; i < reports.size(); ++i) {
        x.push_back(double(reports[i].iteration));
        loss.push_back(reports[i].loss);
        latent.push_back(reports[i].latent_grad_norm);
        if (reports[i].conditioning_grad_norm > 0) { // 0: this prior has no c
            conditioned.push_back(x.back());
            conditioning.push_back(reports[i].conditioning_grad_norm);
        }
    }
    m_loss->append(tr("loss"), x, loss);
    m_latent->append(tr("Z"), x, latent);
    if (!conditioned.empty())
        m_conditioning->append(tr("c"), conditioned, conditioning);
}

void RunPlots::appendEvaluation(const reports::EvaluationTable& table) {
    double baseline = 0;
    int baselines = 0;
    for (const reports::EvaluationRow& row : table.rows) {
        if (row.set == kBaseline && row.network != reports::kUnseenAverage) {
            baseline += row.mean() * 100;
            ++baselines;
        } else if (row.set == "synthetic") {
            m_accuracy->append(QString::fromStdString(row.network), {double(table.iteration)},
                               {row.mean() * 100}, {row.deviation() * 100});
        }
    }
    if (baselines == 0)
        return;
    m_accuracy->clearReferenceLines();
    m_accuracy->addReferenceLine(baseline / baselines, tr("random real"));
}

void RunPlots::mark(const reports::SettingChange& change) {
    addEventMark(double(change.iteration), markText(change));
}

QString markText(const reports::SettingChange& change) {
    settings::Recipe recipe;
    const std::vector<settings::Field> fields = settings::fieldsOf(recipe);
    QString label = QString::fromStdString(change.key);
    for (const settings::Field& field : fields)
        if (field.key() == change.key)
            label = QString::fromStdString(field.about().label);
    return QStringLiteral("%1 %2 → %3")
        .arg(label, QString::fromStdString(settings::toText(change.before)),
             QString::fromStdString(settings::toText(change.after)));
}

} // namespace ld3m::workbench
