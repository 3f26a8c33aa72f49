#include "app/workbench/diagnose_page.h"

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "app/workbench/diagnosis_plots.h"
#include "app/workbench/typed_steps.h"
#include "core/reports/spoken.h"
#include "widgets/status/elided_label.h"

namespace ld3m::workbench {
namespace {

constexpr int kRestMilliseconds = 250;
constexpr int kLookMilliseconds = 1000;
const QString kNone = QStringLiteral("-");

} // namespace

DiagnosePage::DiagnosePage(session::Tools::Diagnose diagnose, session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_diagnosis(std::move(diagnose)),
      m_steps(new QLineEdit(listedSteps(reports::kDiagnosedSteps), this)), m_draws(new QSpinBox(this)),
      m_chainSteps(new QSpinBox(this)), m_start(new QPushButton(this)),
      m_about(new widgets::ElidedLabel(this)), m_doing(new widgets::ElidedLabel(this)),
      m_bar(new QProgressBar(this)), m_other(new QComboBox(this)), m_norm(new QComboBox(this)),
      m_window(new QSpinBox(this)), m_degree(new QSpinBox(this)), m_plots(new DiagnosisPlots(this)) {
    setObjectName("diagnosePage");
    buildHead();
    buildSnrTools();
    connectDiagnosis();
    connectWorkspace();
    follow();
}

void DiagnosePage::connectDiagnosis() {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRestMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, [this] { ask(true); });
    connect(m_start, &QPushButton::clicked, this, &DiagnosePage::startOrCancel);
    connect(m_steps, &QLineEdit::returnPressed, this, [this] {
        if (!m_diagnosis.isUnderway())
            startOrCancel();
    });
    connect(m_steps, &QLineEdit::textEdited, this, [this] {
        m_problem.clear();
        refresh();
    });
    for (QSpinBox* spin : {m_draws, m_chainSteps})
        connect(spin, &QSpinBox::valueChanged, this, [this] {
            if (!m_diagnosis.isUnderway())
                askSoon();
        });
    using session::Diagnosis;
    connect(&m_diagnosis, &Diagnosis::cleared, this, [this] {
        m_plots->clearMeasured();
        refresh();
    });
    connect(&m_diagnosis, &Diagnosis::begun, this, &DiagnosePage::refresh);
    connect(&m_diagnosis, &Diagnosis::flowMeasured, this,
            [this] { m_plots->showFlow(m_diagnosis.results()); });
    connect(&m_diagnosis, &Diagnosis::chainMeasured, this,
            [this] { m_plots->showChains(m_diagnosis.results(), m_chainAsked); });
    connect(&m_diagnosis, &Diagnosis::progressed, this, &DiagnosePage::refresh);
    connect(&m_diagnosis, &Diagnosis::ended, this, &DiagnosePage::refresh);
    connect(&m_diagnosis, &Diagnosis::failed, this, [this](const QString& sentence) {
        m_problem = sentence;
        refresh();
    });
}

void DiagnosePage::connectWorkspace() {
    using session::Workspace;
    connect(&m_workspace, &Workspace::shownChanged, this, &DiagnosePage::follow);
    connect(&m_workspace, &Workspace::projectChanged, this, &DiagnosePage::follow);
    connect(&m_workspace, &Workspace::recipeChanged, this, &DiagnosePage::askSoon);
    connect(&m_workspace, &Workspace::pairChanged, this, &DiagnosePage::listRuns);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_workspace.runs(), signal, this, &DiagnosePage::listRuns);
    m_look.setInterval(kLookMilliseconds);
    connect(&m_look, &QTimer::timeout, &m_gradientSnr, &session::GradientSnr::lookAgain);
    connect(&m_gradientSnr, &session::GradientSnr::changed, this, &DiagnosePage::showSnr);
    connect(m_other, &QComboBox::activated, this, [this] {
        m_chosenOther = m_other->currentData().toString();
        askSnr();
    });
    connect(m_norm, &QComboBox::currentIndexChanged, this, &DiagnosePage::askSnr);
    for (QSpinBox* spin : {m_window, m_degree})
        connect(spin, &QSpinBox::valueChanged, this, &DiagnosePage::askSnr);
}

void DiagnosePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_look.start();
    askSoon();
    askSnr();
}

void DiagnosePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_look.stop();
}

const settings::Recipe& DiagnosePage::recipe() const {
    const session::RunHistory* shown = m_workspace.shown();
    return shown && shown->run() ? shown->run()->recipe() : m_workspace.recipe();
}

void DiagnosePage::follow() {
    m_iteration = 0;
    m_problem.clear();
    m_chosenOther.clear();
    const auto steps = int(std::clamp<std::int64_t>(m_workspace.recipe().prior.steps, 2, kMostSteps));
    if (!m_diagnosis.isUnderway())
        m_chainSteps->setValue(steps);
    listRuns();
    askSoon();
}

void DiagnosePage::showIteration(std::int64_t iteration) {
    m_iteration = iteration;
    if (!m_diagnosis.isUnderway()) // what is being measured is of the iteration that it was begun at
        askSoon();
}

void DiagnosePage::askSoon() {
    if (isVisible())
        m_soon.start();
    refresh();
}

void DiagnosePage::startOrCancel() {
    if (m_diagnosis.isUnderway())
        m_diagnosis.cancel();
    else
        ask(false);
}

void DiagnosePage::ask(bool storedOnly) {
    if ((!m_workspace.project() && !m_workspace.shown()) || (storedOnly && m_diagnosis.isUnderway()))
        return refresh();
    const TypedSteps typed = typedSteps(m_steps->text());
    m_problem = typed.problem;
    if (!m_problem.isEmpty())
        return refresh();
    m_soon.stop();
    reports::DiagnosisQuestion question;
    if (m_workspace.shown())
        question.run = m_workspace.shown()->runFolder();
    question.recipe = m_workspace.recipe();
    question.iteration = m_iteration;
    question.flow_steps = typed.steps;
    question.chain_steps = {m_chainSteps->value()};
    question.draws = m_draws->value();
    question.stored_only = storedOnly;
    m_chainAsked = m_chainSteps->value();
    m_diagnosis.ask(question);
    refresh();
}

void DiagnosePage::listRuns() {
    const QSignalBlocker quiet(m_other);
    m_other->clear();
    m_other->addItem(tr("no other run"), kNone);
    const session::RunHistory* shown = m_workspace.shown();
    const auto& pair = m_workspace.pair();
    const std::filesystem::path self = shown ? shown->runFolder() : std::filesystem::path();
    const std::function<void(const QModelIndex&)> list = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_workspace.runs().rowCount(parent); ++row) {
            const QModelIndex index = m_workspace.runs().index(row, 0, parent);
            if (const session::RunSummary* run = m_workspace.runs().runAt(index); run && run->folder != self)
                m_other->addItem(QString::fromStdString(run->name),
                                 QString::fromStdString(run->folder.string()));
            list(index);
        }
    };
    list({});
    QString wanted = m_chosenOther;
    if (wanted.isEmpty() && pair && shown) // the other arm of a twin
        wanted =
            QString::fromStdString((pair.a->runFolder() == self ? pair.b : pair.a)->runFolder().string());
    m_other->setCurrentIndex(std::max(0, m_other->findData(wanted)));
    askSnr();
}

void DiagnosePage::askSnr() {
    std::vector<std::filesystem::path> runs;
    if (const session::RunHistory* shown = m_workspace.shown())
        runs.push_back(shown->runFolder());
    if (const QString other = m_other->currentData().toString(); !runs.empty() && other != kNone)
        runs.emplace_back(other.toStdString());
    m_gradientSnr.ask(runs, {.norm = static_cast<reports::Norm>(m_norm->currentIndex()),
                             .window = std::size_t(m_window->value()),
                             .degree = m_degree->value()});
}

void DiagnosePage::showSnr() {
    std::vector<NamedSnr> named;
    const auto& curves = m_gradientSnr.curves();
    if (!curves.empty() && m_workspace.shown())
        named.push_back({m_workspace.nameOf(m_workspace.shown()->runFolder()), curves.front()});
    if (curves.size() > 1)
        named.push_back({m_other->currentText(), curves.back()});
    if (named.size() > 1 && named[0].name == named[1].name)
        named[1].name += tr(" (other)");
    m_plots->showSnr(named, static_cast<reports::Norm>(m_norm->currentIndex()), m_degree->value());
}

QString DiagnosePage::emptyText() const {
    if (!m_workspace.project() && !m_workspace.shown())
        return tr("Open a project: here you see how much of the loss's gradient reaches its latents.");
    if (recipe().prior.kind != settings::PriorKind::latent_diffusion)
        return tr("This recipe's prior is \"%1\": its images come without reverse steps, so there is no "
                  "chain to look "
                  "into. With prior.kind = latent_diffusion there is.")
            .arg(QString::fromStdString(settings::nameOf(recipe().prior.kind)));
    return tr("Measure shows how much of the loss's gradient reaches Z and c, with and without the residual. "
              "What is "
              "measured stays with the run.");
}

void DiagnosePage::refresh() {
    const bool diffusion = recipe().prior.kind == settings::PriorKind::latent_diffusion;
    const bool place = m_workspace.project() || m_workspace.shown();
    const bool underway = m_diagnosis.isUnderway();
    m_start->setText(underway ? tr("Cancel") : tr("Measure"));
    m_start->setEnabled(underway || (diffusion && place && m_diagnosis.canMeasure()));
    for (QWidget* input : {static_cast<QWidget*>(m_steps), static_cast<QWidget*>(m_draws),
                           static_cast<QWidget*>(m_chainSteps)})
        input->setEnabled(!underway && diffusion && place);
    m_plots->setMeasuredEmptyText(underway ? tr("Being measured ...") : emptyText());
    const auto& subject = m_diagnosis.subject();
    m_about->setText(!subject              ? QString()
                     : m_workspace.shown() ? tr("Z and c of iteration %1").arg(subject->iteration)
                                           : tr("Z and c as a run would begin"));
    m_bar->setVisible(underway);
    m_doing->setText(underway ? doing() : m_problem);
    const reports::Progress& progress = m_diagnosis.progress();
    m_bar->setRange(0, progress.total > 0 ? int(progress.total) : 0);
    m_bar->setValue(int(progress.done));
}

QString DiagnosePage::doing() const {
    const QString what = QString::fromStdString(m_diagnosis.progress().what);
    const auto left = m_diagnosis.remaining();
    return left ? tr("%1 · %2 left")
                      .arg(what, QString::fromStdString(reports::spokenSeconds(std::max(1.0, *left))))
                : what;
}

} // namespace ld3m::workbench
