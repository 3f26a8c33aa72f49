// What the plots of a run take from its reports.
#include <algorithm>
#include <limits>

#include "app/workbench/run_plots.h"
#include "core/base/imagenet_classes.h"
#include "core/reports/evaluation_choice.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/series_chooser.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr const char* kBaseline = "random real";
constexpr double kGibibyte = 1024.0 * 1024 * 1024;
/// Blue, green, purple, orange, grey, as the telemetry splits time.
constexpr int kPhaseColors[] = {0, 3, 2, 1};
constexpr int kWholeColor = 7;
constexpr int kConditioningColor = 1; ///< Z is 0 wherever both are

struct Points {
    std::vector<double> x;
    std::vector<double> y;
    void add(double at, double value) {
        x.push_back(at);
        y.push_back(value);
    }
};

void append(widgets::CurvePlot* plot, const QString& series, const Points& points) {
    if (!points.x.empty())
        plot->append(series, points.x, points.y);
}

} // namespace

void RunPlots::appendReports(std::size_t first) {
    if (first >= m_history->reports().size())
        return;
    appendNorms(first);
    appendRates(first);
    appendCosts(first);
    if (m_classes->names().isEmpty())
        nameClasses();
    else
        appendClassLosses(first);
}

void RunPlots::appendNorms(std::size_t first) {
    const auto& reports = m_history->reports();
    Points loss, latent, conditioning, latentSnr, conditioningSnr;
    for (std::size_t i = first; i < reports.size(); ++i) {
        const auto x = double(reports[i].iteration);
        loss.add(x, reports[i].loss);
        latent.add(x, reports[i].latent_grad_norm);
        latentSnr.add(x, m_latentSnr.add(reports[i].latent_grad_norm));
        if (reports[i].conditioning_grad_norm > 0) { // 0: this prior has no c
            conditioning.add(x, reports[i].conditioning_grad_norm);
            conditioningSnr.add(x, m_conditioningSnr.add(reports[i].conditioning_grad_norm));
        }
    }
    append(m_loss, tr("loss"), loss);
    append(m_latent, tr("Z"), latent);
    if (!conditioning.x.empty())
        m_conditioning->addSeries(tr("c"), kConditioningColor);
    append(m_conditioning, tr("c"), conditioning);
    append(m_snr, tr("Z"), latentSnr);
    append(m_snr, tr("c"), conditioningSnr);
}

void RunPlots::appendRates(std::size_t first) {
    const auto& reports = m_history->reports();
    Points latent, conditioning, student;
    for (std::size_t i = first; i < reports.size(); ++i) {
        const auto x = double(reports[i].iteration);
        latent.add(x, reports[i].latent_rate);
        if (reports[i].conditioning_grad_norm > 0)
            conditioning.add(x, reports[i].conditioning_rate);
        if (reports[i].student_rate)
            student.add(x, *reports[i].student_rate);
    }
    append(m_rates, tr("Z"), latent);
    append(m_rates, tr("c"), conditioning);
    append(m_rates, tr("student, learned"), student);
}

void RunPlots::appendCosts(std::size_t first) {
    const auto& reports = m_history->reports();
    const QString names[] = {tr("synthesize"), tr("match"), tr("pull back"), tr("update")};
    Points phases[4], whole, host, device;
    for (std::size_t i = first; i < reports.size(); ++i) {
        const auto x = double(reports[i].iteration);
        const reports::PhaseSeconds& spent = reports[i].phases;
        const double seconds[] = {spent.synthesize, spent.match, spent.pull_back, spent.update};
        for (int phase = 0; phase < 4; ++phase)
            phases[phase].add(x, seconds[phase]);
        whole.add(x, reports[i].seconds);
        if (reports[i].memory.host > 0)
            host.add(x, double(reports[i].memory.host) / kGibibyte);
        if (reports[i].memory.device > 0)
            device.add(x, double(reports[i].memory.device) / kGibibyte);
    }
    m_time->addSeries(tr("whole"), kWholeColor);
    append(m_time, tr("whole"), whole);
    for (int phase = 0; phase < 4; ++phase) {
        m_time->addSeries(names[phase], kPhaseColors[phase]);
        append(m_time, names[phase], phases[phase]);
    }
    append(m_memory, tr("host, resident"), host);
    append(m_memory, tr("GPU, held"), device);
}

void RunPlots::nameClasses() {
    const auto& reports = m_history->reports();
    if (reports.empty())
        return;
    const auto& sheet = m_history->latestSheet();
    QStringList names;
    for (std::size_t label = 0; label < reports.back().class_losses.size(); ++label)
        names.append(sheet && label < sheet->class_names.size()
                         ? QString::fromStdString(base::displayName(sheet->class_names[label]))
                         : tr("class %1").arg(label));
    if (names == m_classes->names())
        return;
    m_classes->setNames(names, widgets::kSeriesColors); // as many as have a colour of their own
    refillClassLosses();
}

void RunPlots::refillClassLosses() {
    for (const QString& name : m_classLosses->seriesNames())
        m_classLosses->removeSeries(name);
    if (m_history)
        appendClassLosses(0);
}

void RunPlots::appendClassLosses(std::size_t first) {
    const auto& reports = m_history->reports();
    const QStringList names = m_classes->names();
    for (const int label : m_classes->chosen()) {
        Points points;
        for (std::size_t i = first; i < reports.size(); ++i)
            if (std::size_t(label) < reports[i].class_losses.size())
                points.add(double(reports[i].iteration), reports[i].class_losses[std::size_t(label)]);
        m_classLosses->addSeries(names[label], label % widgets::kSeriesColors);
        append(m_classLosses, names[label], points);
    }
}

void RunPlots::appendEvaluation(const reports::EvaluationTable& table) {
    for (const reports::EvaluationRow& row : table.rows)
        if (row.set == "synthetic")
            m_accuracy->append(QString::fromStdString(row.network), {double(table.iteration)},
                               {row.mean() * 100}, {row.deviation() * 100});
    drawReferences();
}

void RunPlots::drawReferences() {
    m_accuracy->clearReferenceLines();
    if (!m_history)
        return;
    m_accuracy->setNote(lastAndBestText(m_history->evaluations()));
    if (m_history->evaluations().empty())
        return;
    if (const auto baseline = reports::accuracyOf(m_history->evaluations().back(), kBaseline))
        m_accuracy->addReferenceLine(*baseline * 100, tr("random real"));
    if (m_history->run() && m_history->run()->recipe().run.published_accuracy > 0)
        m_accuracy->addReferenceLine(m_history->run()->recipe().run.published_accuracy, tr("published"));
}

QString lastAndBestText(const std::vector<reports::EvaluationTable>& tables) {
    const reports::EvaluationTable* last = reports::lastOf(tables);
    const reports::EvaluationTable* best = reports::bestOf(tables);
    const auto accuracy = last ? reports::accuracyOf(*last) : std::nullopt;
    if (!accuracy)
        return {};
    QString text = RunPlots::tr("%1 %").arg(*accuracy * 100, 0, 'f', 1);
    if (best && reports::accuracyOf(*best))
        text += RunPlots::tr(" · best %1 % at %2")
                    .arg(*reports::accuracyOf(*best) * 100, 0, 'f', 1)
                    .arg(best->iteration);
    return text;
}

} // namespace ld3m::workbench
