#include "app/workbench/run_plots.h"

#include <QComboBox>
#include <QToolButton>

#include "widgets/plots/curve_plot.h"
#include "widgets/plots/series_chooser.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {
namespace {

constexpr double kSmoothing = 0.9;
constexpr double kSmoothings[] = {0, 0.6, 0.9, 0.99};

} // namespace

RunPlots::RunPlots(QWidget* parent) : CurvePlotGroups(parent) {
    buildPlots();
    buildGroups();
    buildTools();
}

void RunPlots::buildPlots() {
    const auto add = [this](const QString& title, const QString& unit, const QString& empty) {
        widgets::CurvePlot* plot = addPlot(title, tr("iteration"), unit);
        plot->setEmptyText(empty);
        return plot;
    };
    m_loss = add(tr("Matching loss"), tr("loss"), tr("The loss of each iteration appears here."));
    m_classLosses = add(tr("Loss by class"), tr("loss"), tr("The loss of each class appears here."));
    m_latent = add(tr("Gradient of Z"), tr("‖∂L/∂Z‖"), tr("How strongly the loss pulls at the latents Z."));
    m_conditioning = add(tr("Gradient of c"), tr("‖∂L/∂c‖"),
                         tr("How strongly the loss pulls at the class embeddings c. "
                            "Only the latent diffusion prior has them."));
    m_snr = add(tr("Signal-to-noise ratio of the gradient norms"), tr("mean / deviation"),
                tr("How steady the gradients are: it appears after ten iterations."));
    m_rates = add(tr("Rates"), tr("rate"), tr("The rates of Z and c, and a learned student rate."));
    m_accuracy = add(tr("Accuracy"), tr("accuracy / %"),
                     tr("Networks trained on the synthetic images, tested on real ones. "
                        "Set evaluation.every to see it as the run goes."));
    m_time =
        add(tr("Time by phase"), tr("seconds / iteration"), tr("Where the time of each iteration goes."));
    m_memory =
        add(tr("Memory"), tr("GiB"), tr("What the process holds of the host's and of the GPU's memory."));
    for (widgets::CurvePlot* plot : {m_latent, m_conditioning, m_rates})
        plot->setLogY(true);
    for (widgets::CurvePlot* plot : {m_loss, m_classLosses, m_latent, m_conditioning, m_time})
        plot->setSmoothing(kSmoothing);
}

void RunPlots::buildGroups() {
    addGroup("overview", tr("Overview"), tr("Loss, gradient of Z and accuracy"),
             {m_loss, m_latent, m_accuracy});
    addGroup("loss", tr("Loss"), tr("Matching loss, total and by class"), {m_loss, m_classLosses});
    addGroup("gradients", tr("Gradients"),
             tr("2-norms of the loss's gradients over everything that is learned"),
             {m_latent, m_conditioning});
    addGroup(
        "snr", tr("SNR"),
        tr("Mean of the gradient norm over the newest %1 iterations, divided by its standard deviation there "
           "(of all there are, from the tenth on, while they are fewer). LD3M Figure 6.")
            .arg(kSnrWindow),
        {m_snr});
    addGroup("rates", tr("Rates"), tr("Learning rates as each iteration used them"), {m_rates});
    addGroup("accuracy", tr("Accuracy"), tr("Mean and standard deviation over the runs of each evaluation"),
             {m_accuracy});
    addGroup("time", tr("Time"), tr("Seconds of each iteration by phase"), {m_time});
    addGroup("memory", tr("Memory"), tr("Memory at the end of each iteration"), {m_memory});
}

void RunPlots::buildTools() {
    m_classes = new widgets::SeriesChooser(tr("Classes"), this);
    m_classes->setObjectName("classChooser");
    m_classes->setVisible(false);
    m_smoothing = new QComboBox(this);
    m_smoothing->setObjectName("plotSmoothing");
    m_smoothing->setToolTip(tr("Smoothing of noisy curves: weight of the past in their moving average. "
                               "The raw curve stays faint behind."));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    for (const double weight : kSmoothings)
        m_smoothing->addItem(weight > 0 ? tr("smoothing %1").arg(weight) : tr("no smoothing"), weight);
    m_smoothing->setCurrentIndex(m_smoothing->findData(kSmoothing));
    auto* reset = new QToolButton(this);
    reset->setObjectName("plotReset");
    reset->setProperty("flat", true);
    reset->setIcon(widgets::icon("fit"));
    reset->setToolTip(tr("Show all iterations again, in all plots (double click)"));
    reset->setAccessibleName(tr("Reset the view of all plots"));
    addTool(m_classes);
    addTool(m_smoothing);
    addTool(reset);
    connect(this, &CurvePlotGroups::groupChanged, this,
            [this](const QString& name) { m_classes->setVisible(name == "loss"); });
    connect(m_classes, &widgets::SeriesChooser::chosenChanged, this, &RunPlots::refillClassLosses);
    connect(m_smoothing, &QComboBox::currentIndexChanged, this, [this](int index) {
        for (widgets::CurvePlot* plot : {m_loss, m_classLosses, m_latent, m_conditioning, m_time})
            plot->setSmoothing(m_smoothing->itemData(index).toDouble());
    });
    connect(reset, &QToolButton::clicked, this, &RunPlots::resetView);
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
                     connect(history, &RunHistory::evaluationInserted, this, &RunPlots::refill),
                     connect(history, &RunHistory::latestSheetChanged, this, &RunPlots::nameClasses),
                     connect(history, &RunHistory::described, this, &RunPlots::drawReferences),
                     connect(history, &RunHistory::settingChanged, this, &RunPlots::mark),
                     connect(history, &RunHistory::cleared, this, &RunPlots::refill)};
}

void RunPlots::refill() {
    clear();
    clearEventMarks();
    setCursorX(std::nullopt);
    m_latentSnr.clear();
    m_conditioningSnr.clear();
    m_accuracy->setNote({});
    m_classes->setNames({}, 0);
    if (!m_history)
        return;
    appendReports(0);
    for (const reports::EvaluationTable& table : m_history->evaluations())
        appendEvaluation(table);
    drawReferences();
    for (const reports::SettingChange& change : m_history->changes())
        mark(change);
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
