#include "app/workbench/explorer_dock.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/workbench/typed_steps.h"
#include "core/reports/spoken.h"
#include "widgets/explorer/step_strip.h"
#include "widgets/status/elided_label.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kRestMilliseconds = 250;

} // namespace

ExplorerDock::ExplorerDock(session::Tools::ExploreSteps explore, session::Workspace& workspace,
                           QWidget* parent)
    : QDockWidget(tr("T explorer"), parent), m_workspace(workspace), m_exploration(std::move(explore)),
      m_steps(new QLineEdit(listedSteps(reports::kExploredSteps), this)), m_start(new QPushButton(this)),
      m_about(new widgets::ElidedLabel(this)), m_bar(new QProgressBar(this)),
      m_doing(new widgets::ElidedLabel(this)), m_empty(new QLabel(this)), m_legend(new QLabel(this)),
      m_strip(new widgets::StepStrip(this)), m_pages(new QStackedWidget(this)) {
    setObjectName("explorerDock");
    buildLayout();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRestMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, [this] { ask(true); });
    connect(m_start, &QPushButton::clicked, this, &ExplorerDock::startOrCancel);
    connect(m_steps, &QLineEdit::returnPressed, this, [this] {
        if (!m_exploration.isUnderway())
            startOrCancel();
    });
    connect(m_steps, &QLineEdit::textEdited, this, [this] {
        m_problem.clear();
        refresh();
    });
    connect(m_strip, &widgets::StepStrip::useAsked, this, &ExplorerDock::useAsked);
    using session::StepExploration;
    connect(&m_exploration, &StepExploration::begun, this, [this](const reports::StepSubject& subject) {
        m_strip->setMemoryTotal(subject.memory_total);
        refresh();
    });
    connect(&m_exploration, &StepExploration::measured, this, [this](const reports::StepPoint& point) {
        m_strip->setPoint(point);
        refresh();
    });
    connect(&m_exploration, &StepExploration::progressed, this, &ExplorerDock::refresh);
    connect(&m_exploration, &StepExploration::failed, this, [this](const QString& sentence) {
        m_strip->setSteps({});
        m_problem = sentence;
        refresh();
    });
    connect(&m_exploration, &StepExploration::ended, this, &ExplorerDock::refresh);
    using session::Workspace;
    connect(&workspace, &Workspace::shownChanged, this, &ExplorerDock::follow);
    connect(&workspace, &Workspace::recipeChanged, this, &ExplorerDock::askSoon);
    connect(&workspace, &Workspace::settingEdited, this, [this](const std::string& key) {
        if (key == "prior.steps")
            refresh();
        else if (!m_workspace.shown())
            askSoon();
    });
    connect(&workspace, &Workspace::projectChanged, this, &ExplorerDock::follow);
    follow();
}

void ExplorerDock::buildLayout() {
    m_steps->setObjectName("exploredSteps");
    m_steps->setAccessibleName(tr("Numbers of reverse steps"));
    m_steps->setToolTip(
        tr("<p>Numbers of reverse steps T, separated by commas. The paper works at T = 10 and looks at "
           "10 to 90 (LD3M, Table 1, Figure 4).</p>"));
    m_steps->setMinimumWidth(160);
    m_start->setObjectName("exploreStart");
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    for (QLabel* label : {m_about, m_doing, m_legend})
        label->setProperty("role", "muted");
    m_doing->setObjectName("exploring");
    m_doing->setFont(widgets::tabularFont(m_doing->font()));
    m_empty->setProperty("role", "empty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    const auto swatch = [this](int series) {
        return QStringLiteral("<span style='color:%1'>■</span>")
            .arg(widgets::seriesColor(series, palette()).name());
    };
    m_legend->setText(tr("%1 with residual&nbsp;&nbsp; %2 without").arg(swatch(0), swatch(1)));
    auto* content = new QWidget(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->setSpacing(8);
    auto* label = new QLabel(tr("T ="), content);
    label->setBuddy(m_steps);
    head->addWidget(label);
    head->addWidget(m_steps);
    head->addWidget(m_start);
    head->addWidget(m_about);
    head->addStretch(1);
    head->addWidget(m_doing);
    head->addWidget(m_bar);
    head->addWidget(m_legend);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_strip);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    setWidget(content);
}

const settings::Recipe& ExplorerDock::recipe() const {
    const session::RunHistory* shown = m_workspace.shown();
    return shown && shown->run() ? shown->run()->recipe() : m_workspace.recipe();
}

void ExplorerDock::follow() {
    disconnect(m_described);
    if (session::RunHistory* shown = m_workspace.shown())
        m_described = connect(shown, &session::RunHistory::described, this, &ExplorerDock::refresh);
    m_iteration = 0;
    askSoon();
}

void ExplorerDock::showIteration(std::int64_t iteration) {
    m_iteration = iteration;
    if (!m_exploration.isUnderway()) // what is being computed is of the iteration that it was begun at
        askSoon();
}

void ExplorerDock::askSoon() {
    m_soon.start();
    refresh();
}

void ExplorerDock::startOrCancel() {
    if (m_exploration.isUnderway())
        m_exploration.cancel();
    else
        ask(false);
}

void ExplorerDock::ask(bool rememberedOnly) {
    if (!m_workspace.project() && !m_workspace.shown())
        return refresh();
    if (rememberedOnly && m_exploration.isUnderway())
        return;
    const TypedSteps typed = typedSteps(m_steps->text());
    m_problem = typed.problem;
    if (!m_problem.isEmpty())
        return refresh();
    m_soon.stop();
    m_strip->setSteps(rememberedOnly ? std::vector<std::int64_t>() : typed.steps);
    reports::StepQuestion question;
    question.steps = typed.steps;
    if (m_workspace.shown())
        question.run = m_workspace.shown()->runFolder();
    question.iteration = m_iteration;
    question.recipe = m_workspace.recipe();
    m_exploration.ask(question, rememberedOnly);
    refresh();
}

void ExplorerDock::refresh() {
    const bool diffusion = recipe().prior.kind == settings::PriorKind::latent_diffusion;
    const bool place = m_workspace.project() || m_workspace.shown();
    const bool underway = m_exploration.isUnderway();
    const auto& subject = m_exploration.subject();
    m_start->setText(underway ? tr("Cancel") : tr("Explore"));
    m_start->setEnabled(underway || (diffusion && place && m_exploration.canExplore()));
    m_steps->setEnabled(!underway && diffusion && place);
    m_strip->setRecipeSteps(m_workspace.recipe().prior.steps);
    m_strip->setUsable(m_workspace.project() != nullptr);
    m_empty->setText(
        !place
            ? tr("Open a project: the T explorer shows what the number of reverse steps does to its latents.")
        : diffusion
            ? tr("Explore decodes the latents at several numbers of reverse steps T and measures, at each, "
                 "the "
                 "gradients of Z and c with and without the residual, seconds and memory.")
            : tr("This recipe's prior is \"%1\": its images come without reverse steps, so there is no T to "
                 "explore. With prior.kind = latent_diffusion there is.")
                  .arg(QString::fromStdString(settings::nameOf(recipe().prior.kind))));
    m_pages->setCurrentWidget(
        diffusion && place && !m_strip->columns().empty() ? static_cast<QWidget*>(m_strip) : m_empty);
    m_legend->setVisible(m_pages->currentWidget() == m_strip);
    m_about->setText(
        !subject ? QString()
        : subject->of_run
            ? tr("latents of iteration %1 · %2")
                  .arg(subject->iteration)
                  .arg(QString::fromStdString(subject->device))
            : tr("latents as a run would begin · %1").arg(QString::fromStdString(subject->device)));
    m_bar->setVisible(underway);
    m_doing->setText(underway ? doing() : m_problem);
    const reports::Progress& progress = m_exploration.progress();
    m_bar->setRange(0, progress.total > 0 ? int(progress.total) : 0);
    m_bar->setValue(int(progress.done));
}

QString ExplorerDock::doing() const {
    const QString what = QString::fromStdString(m_exploration.progress().what);
    const auto left = m_exploration.remaining();
    return left ? tr("%1 · %2 left")
                      .arg(what, QString::fromStdString(reports::spokenSeconds(std::max(1.0, *left))))
                : what;
}

} // namespace ld3m::workbench
