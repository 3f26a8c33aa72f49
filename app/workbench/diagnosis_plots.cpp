#include "app/workbench/diagnosis_plots.h"

#include <QSplitter>
#include <QVBoxLayout>

#include "core/reports/diagnosis_curves.h"
#include "widgets/plots/curve_plot.h"

namespace ld3m::workbench {
namespace {

constexpr int kWith = 0; ///< colours, the same in all plots
constexpr int kWithout = 1;
constexpr int kResidual = 2;

int colourOf(const std::string& arm) {
    return arm == "off" ? kWithout : kWith;
}

void draw(widgets::CurvePlot* plot, const QString& name, int colour, const reports::NormCurve& points) {
    if (points.x.empty())
        return;
    plot->addSeries(name, colour);
    plot->setDots(name, true);
    plot->clearPoints(name);
    plot->append(name, points.x, points.mean, points.deviation);
}

} // namespace

QString spokenArm(const std::string& arm) {
    return arm == "off" ? DiagnosisPlots::tr("without residual")
                        : DiagnosisPlots::tr("with residual (%1)").arg(QString::fromStdString(arm));
}

DiagnosisPlots::DiagnosisPlots(QWidget* parent)
    : QWidget(parent), m_upper(new QSplitter(Qt::Horizontal, this)),
      m_lower(new QSplitter(Qt::Horizontal, this)), m_snrCell(new QWidget(this)) {
    setAutoFillBackground(true); // one ground for all plots
    buildPlots();
    auto* rows = new QSplitter(Qt::Vertical, this);
    rows->addWidget(m_upper);
    rows->addWidget(m_lower);
    rows->setSizes({1000, 1000});
    for (QSplitter* splitter : {m_upper, m_lower, rows}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }
    for (QSplitter* row : {m_upper, m_lower})
        row->setSizes({1000, 1000});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(rows);
}

widgets::CurvePlot* DiagnosisPlots::addPlot(QSplitter* row, const QString& title, const QString& x,
                                            const QString& y, const QString& help) {
    auto* plot = new widgets::CurvePlot(title, this);
    plot->setAxisLabels(x, y);
    plot->setHelp(help);
    if (row)
        row->addWidget(plot);
    return plot;
}

void DiagnosisPlots::buildPlots() {
    const QString flow =
        tr("<p>2-norm of the loss's gradient over all images, for prior.steps = T and fixed Z and c. "
           "Every T and both curves share the draws of noise, network, batches and augmentations. "
           "Line: mean over draws; band: ± standard deviation. LD3M, Table 1.</p>");
    m_latents = addPlot(m_upper, tr("Gradient of Z against T"), tr("T"), tr("‖∂L/∂Z‖"), flow);
    m_latents->setObjectName("latentFlow");
    m_conditioning = addPlot(m_upper, tr("Gradient of c against T"), tr("T"), tr("‖∂L/∂c‖"), flow);
    m_conditioning->setObjectName("conditioningFlow");
    m_chain =
        addPlot(m_lower, tr("Along the chain"), tr("reverse step, the noisiest first"), tr("gradient norm"),
                tr("<p>The gradient on its way back, from right to left. <i>Network</i>: ‖g‖ = ‖∂L/∂z‖ of "
                   "the latents that a "
                   "reverse step starts from, what the residual mixes in held fixed. <i>Residual path</i>: "
                   "norm of what this "
                   "step hands straight to Z through the residual. ∂L/∂Z is √ᾱ times g before the first "
                   "step, plus all that "
                   "the residual handed over. Mean ± deviation over draws.</p>"));
    m_chain->setObjectName("gradientChain");
    m_snr = addPlot(
        nullptr, tr("Signal-to-noise ratio of the gradient norm"), tr("iteration"), tr("mean / deviation"),
        tr("<p>Mean of the gradient norm over the newest iterations of the window, divided by its standard "
           "deviation there (of all there are, from the tenth on, while they are fewer). Dashed: "
           "least-squares polynomial through all of it. LD3M, Figure 6.</p>"));
    m_snr->setObjectName("gradientSnr");
    for (widgets::CurvePlot* plot : {m_latents, m_conditioning, m_chain})
        plot->setLogY(true);
    // Where these curves usually are not.
    m_latents->setLegendCorner(Qt::AlignBottom | Qt::AlignLeft);
    m_conditioning->setLegendCorner(Qt::AlignBottom | Qt::AlignRight);
    m_chain->setLegendCorner(Qt::AlignBottom | Qt::AlignRight);
    m_snr->setLegendCorner(Qt::AlignTop | Qt::AlignLeft);
    m_snr->setEmptyText(
        tr("How steady the gradient is: it appears after ten iterations of a run. Choose a second run "
           "above, as its twin without residual, to see both."));
    auto* column = new QVBoxLayout(m_snrCell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_snr, 1);
    m_lower->addWidget(m_snrCell);
}

void DiagnosisPlots::setSnrTools(QWidget* tools) {
    static_cast<QVBoxLayout*>(m_snrCell->layout())->insertWidget(0, tools);
}

void DiagnosisPlots::clearMeasured() {
    for (widgets::CurvePlot* plot : {m_latents, m_conditioning, m_chain})
        plot->clear();
}

void DiagnosisPlots::setMeasuredEmptyText(const QString& text) {
    for (widgets::CurvePlot* plot : {m_latents, m_conditioning, m_chain})
        plot->setEmptyText(text);
}

void DiagnosisPlots::showFlow(const reports::Diagnosis& results) {
    for (const reports::FlowCurves& curves : reports::flowCurves(results)) {
        draw(m_latents, spokenArm(curves.arm), colourOf(curves.arm), curves.latents);
        draw(m_conditioning, spokenArm(curves.arm), colourOf(curves.arm), curves.conditioning);
    }
}

void DiagnosisPlots::showChains(const reports::Diagnosis& results, std::int64_t steps) {
    m_chain->clear();
    for (const reports::ChainCurves& curves : reports::chainCurves(results, steps)) {
        draw(m_chain, curves.arm == "off" ? tr("network, without residual") : tr("network, with residual"),
             colourOf(curves.arm), curves.network);
        draw(m_chain, tr("residual path"), kResidual, curves.residual);
    }
    m_chain->setTitle(tr("Along the chain of T = %1").arg(steps));
}

void DiagnosisPlots::showSnr(const std::vector<NamedSnr>& runs, reports::Norm norm, int degree) {
    m_snr->clear();
    m_snr->setTitle(norm == reports::Norm::latents ? tr("Signal-to-noise ratio of ‖∂L/∂Z‖")
                                                   : tr("Signal-to-noise ratio of ‖∂L/∂c‖"));
    int colour = 0;
    for (const NamedSnr& run : runs) {
        if (!run.curve.ratios.empty()) {
            m_snr->addSeries(run.name, colour);
            m_snr->append(run.name, run.curve.iterations, run.curve.ratios);
        }
        if (!run.curve.fit.empty()) {
            const QString fit = tr("%1, fit of degree %2").arg(run.name).arg(degree);
            m_snr->addSeries(fit, colour);
            m_snr->setDashed(fit, true);
            m_snr->append(fit, run.curve.iterations, run.curve.fit);
        }
        ++colour;
    }
}

} // namespace ld3m::workbench
