#include "widgets/sweeps/trade_off_plots.h"

#include <algorithm>

#include "widgets/plots/curve_plot.h"
#include "widgets/sweeps/setting_plot.h"

namespace ld3m::widgets {
namespace {

constexpr const char* kSteps = "prior.steps";

QString spelled(double number) {
    return QString::number(number, 'g', 3);
}

} // namespace

TradeOffPlots::TradeOffPlots(QWidget* parent)
    : CurvePlotRow(parent), m_accuracy(addPlot(tr("Accuracy"), tr("reverse steps T"), tr("accuracy / %"))),
      m_time(addPlot(tr("Time"), tr("reverse steps T"), tr("s / iteration"))) {
    m_accuracy->setObjectName("accuracyAgainstSteps");
    m_time->setObjectName("timeAgainstSteps");
    const QString help = tr(
        "<p>The marked T is the trade-off: the smallest one whose mean accuracy lies within one deviation of "
        "the best mean (over seeds; of a single run, over the runs of its evaluation). More steps cost "
        "time and bring no difference that shows. LD3M, Figure 4.</p>");
    for (CurvePlot* plot : {m_accuracy, m_time})
        plot->setHelp(help);
    m_accuracy->setLegendCorner(Qt::AlignBottom | Qt::AlignRight); // more steps take longer and bring more
    m_time->setLegendCorner(Qt::AlignTop | Qt::AlignLeft);
}

void TradeOffPlots::setTable(const sweeps::SweepTable& table, double published) {
    const bool varies = std::ranges::find(table.keys, kSteps) != table.keys.end();
    for (CurvePlot* plot : plots())
        plot->setEmptyText(varies
                               ? tr("The first finished point appears here.")
                               : tr("This sweep does not vary prior.steps, the number of reverse steps T."));
    const sweeps::SweepCurves accuracies = sweeps::curvesOf(table, kSteps, sweeps::Quantity::accuracy);
    drawCurves(*m_accuracy, accuracies, tr("accuracy"));
    drawCurves(*m_time, sweeps::curvesOf(table, kSteps, sweeps::Quantity::iteration_seconds),
               tr("s / iteration"));
    for (CurvePlot* plot : plots())
        plot->setNote({});
    if (published > 0 && !accuracies.curves.empty())
        m_accuracy->addReferenceLine(published, tr("published %1").arg(published));
    if (const auto found = sweeps::tradeOffOf(table))
        mark(*found);
}

void TradeOffPlots::mark(const sweeps::TradeOff& found) {
    const QString label = tr("T = %1").arg(found.steps);
    for (CurvePlot* plot : plots())
        plot->addEventMark(found.steps, label);
    m_accuracy->addReferenceLine(found.best_accuracy - found.deviation,
                                 found.deviation > 0
                                     ? tr("best %1 − one deviation").arg(spelled(found.best_accuracy))
                                     : tr("best %1").arg(spelled(found.best_accuracy)));
    if (found.iteration_seconds)
        m_time->addReferenceLine(*found.iteration_seconds, tr("%1 s").arg(spelled(*found.iteration_seconds)));
    m_accuracy->setNote(found.steps == found.best_steps ? tr("best at T = %1").arg(found.best_steps)
                                                        : tr("trade-off at T = %1").arg(found.steps));
    if (found.steps != found.best_steps && found.iteration_seconds && found.best_iteration_seconds)
        m_time->setNote(tr("%1 of T = %2")
                            .arg(spelled(*found.iteration_seconds / *found.best_iteration_seconds),
                                 spelled(found.best_steps)));
}

} // namespace ld3m::widgets
