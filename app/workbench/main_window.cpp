#include "app/workbench/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/workbench/actions.h"
#include "app/workbench/command_palette.h"
#include "app/workbench/diagnose_page.h"
#include "app/workbench/evaluation_dock.h"
#include "app/workbench/explorer_dock.h"
#include "app/workbench/home_path.h"
#include "app/workbench/live_page.h"
#include "app/workbench/new_projects.h"
#include "app/workbench/preflight_bar.h"
#include "app/workbench/recipe_dock.h"
#include "app/workbench/recipe_services.h"
#include "app/workbench/run_branching.h"
#include "app/workbench/run_tasks.h"
#include "app/workbench/run_toolbar.h"
#include "app/workbench/runs_dock.h"
#include "app/workbench/start_page.h"
#include "app/workbench/status_line.h"
#include "app/workbench/sweep_page.h"
#include "app/workbench/twin_page.h"
#include "app/workbench/window_layout.h"
#include "app/workbench/window_pages.h"
#include "widgets/status/banner.h"
#include "widgets/status/iteration_slider.h"

namespace ld3m::workbench {

using session::Activity;
using session::Workspace;
using widgets::BannerKind;

MainWindow::MainWindow(Workspace& workspace, QSettings& settings, session::Tools tools)
    : m_workspace(workspace), m_settings(settings), m_actions(new Actions(this)) {
    setWindowTitle(tr("LD3M Workbench"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    buildPages(tools);
    addToolBar(new RunToolbar(*m_actions, workspace, this));
    m_status = new StatusLine(workspace, this);
    setStatusBar(m_status);
    buildDocks();
    const auto shownIteration = [this] { return m_page->slider()->iteration(); };
    m_branching = new RunBranching(
        *m_actions, workspace, [this](auto... told) { tell(std::move(told)...); }, shownIteration, this);
    m_newProjects = new NewProjects(workspace, tools, settings, this);
    new RunTasks(
        *m_actions, workspace, tools, m_status->tasks(), [this](auto... told) { tell(std::move(told)...); },
        shownIteration, [this] { return m_page->chosenClasses(); }, this);
    connectActions();
    connectWorkspace();
    resize(1680, 1050);
    m_layout = std::make_unique<WindowLayout>(*this, *m_page, settings);
    m_layout->restore({});
    updateActions();
}

MainWindow::~MainWindow() = default;

LatencyMeter& MainWindow::latency() {
    return m_status->latency();
}

void MainWindow::buildPages(const session::Tools& tools) {
    m_banner = new widgets::Banner(this);
    m_pages = new WindowPages(*m_actions, m_workspace, tools, this);
    m_pages->start()->setRecent(m_workspace.recent().folders());
    m_page = m_pages->live();
    m_preflight = new PreflightBar(tools.preflight, m_workspace, this);
    m_explorer = new ExplorerDock(tools.explore_steps, m_workspace, this);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_preflight);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto work) { connect(action, &QAction::triggered, this, work); };
    on(m_actions->newFromImages, [this] { m_newProjects->fromImages(); });
    on(m_actions->newProject, [this] { m_newProjects->fromRecipe(); });
    on(m_actions->openProject, [this] { chooseAndOpen(true, tr("Open a project folder")); });
    on(m_actions->openRunFolder, [this] { chooseAndOpen(true, tr("Open a run folder")); });
    on(m_actions->openFile, [this] { chooseAndOpen(false, tr("Open a recipe")); });
    on(m_actions->openDemo, [this] { openDemo(); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->run, [this] {
        if (m_workspace.isOn())
            m_workspace.proceed();
        else if (m_preflight->letsRun())
            m_workspace.start();
    });
    on(m_actions->pause, [this] { m_workspace.pause(); });
    on(m_actions->step, [this] { m_workspace.step(); });
    on(m_actions->stop, [this] { m_workspace.stop(); });
    on(m_actions->resume, [this] { m_workspace.resume(m_workspace.shown()->runFolder()); });
    on(m_actions->resetLayout, [this] {
        m_layout->reset();
        sizeDocks();
    });
    connect(m_actions->fullScreen, &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(m_actions->palette, [this] { (new CommandPalette(this))->show(); });
    on(m_actions->about, [this] { about(); });
    connect(m_newProjects, &NewProjects::sweepNamed, m_pages, &WindowPages::openSweep);
    connect(m_pages->start(), &StartPage::projectChosen, this, &MainWindow::open);
}

void MainWindow::connectWorkspace() {
    connect(&m_workspace, &Workspace::projectChanged, this, &MainWindow::projectChanged);
    connect(&m_workspace, &Workspace::shownChanged, this, &MainWindow::updateActions);
    connect(&m_workspace, &Workspace::activityChanged, this, [this](Activity activity) {
        updateActions();
        if (activity == Activity::idle && m_closing && !isOn())
            close();
    });
    connect(&m_workspace, &Workspace::sessionStarted, m_banner, &QWidget::hide);
    session::OpenSweep* sweep = &m_pages->sweep()->sweep();
    connect(sweep, &session::OpenSweep::doingChanged, this, [this] {
        if (m_closing && !isOn())
            close();
    });
    connect(m_runs, &RunsDock::resumableChanged, this, &MainWindow::updateActions);
    connect(m_page, &LivePage::iterationShown, m_evaluation, &EvaluationDock::showIteration);
    connect(m_page, &LivePage::iterationShown, m_explorer, &ExplorerDock::showIteration);
    connect(m_page, &LivePage::iterationShown, m_pages->diagnose(), &DiagnosePage::showIteration);
    serveRecipe(*m_preflight, *m_explorer, *m_recipe, [this](auto... told) { tell(std::move(told)...); });
    connect(m_page, &LivePage::saved, this,
            [this](const QString& sentence) { tell(BannerKind::notice, sentence); });
    connect(m_banner, &widgets::Banner::actionTriggered, this, [this] {
        m_banner->hide();
        if (m_next)
            std::exchange(m_next, {})();
    });
    connect(&m_workspace, &Workspace::problem, this,
            [this](const QString& sentence) { tell(BannerKind::warning, sentence); });
    connect(&m_workspace, &Workspace::runFailed, this, [this](const QString& sentence) {
        tell(BannerKind::failure, sentence, tr("Try again"), [this] { m_workspace.retry(); });
    });
    connect(m_recipe, &RecipeDock::lockedFieldAsked, m_branching, &RunBranching::offer);
    connect(m_branching, &RunBranching::pairWanted, m_pages, [this] { m_pages->show(m_pages->twin()); });
    connect(m_runs, &RunsDock::pairAsked, this, [this](const QString& a, const QString& b) {
        m_workspace.showPair(a.toStdString(), b.toStdString());
    });
    connect(m_runs, &RunsDock::compareAsked, m_pages, &WindowPages::openComparison);
    m_branching->serve(*m_pages->twin()->welcome());
    connect(&m_workspace, &Workspace::unfinishedFound, this, [this](const session::RunSummary& run) {
        tell(BannerKind::notice,
             tr("%1 is not finished: it has %2 of %3 iterations, and a checkpoint of iteration %4.")
                 .arg(QString::fromStdString(run.name))
                 .arg(run.iteration)
                 .arg(run.iterations)
                 .arg(run.checkpoint),
             tr("Resume"), [this, folder = run.folder] { m_workspace.resume(folder); });
    });
}

void MainWindow::chooseAndOpen(bool folder, const QString& title) {
    const QString chosen = folder ? QFileDialog::getExistingDirectory(this, title)
                                  : QFileDialog::getOpenFileName(this, title, {}, tr("Recipes (*.toml)"));
    if (!chosen.isEmpty())
        open(chosen);
}

void MainWindow::open(const QString& place) {
    m_newProjects->open(place);
}

void MainWindow::openDemo() {
    m_newProjects->openDemo();
}

void MainWindow::fillRecent(QMenu* menu) {
    menu->clear();
    for (const QString& folder : m_workspace.recent().folders())
        menu->addAction(shortened(folder), this, [this, folder] { m_workspace.open(folder.toStdString()); });
    menu->setEnabled(!menu->isEmpty());
}

void MainWindow::projectChanged() {
    m_layout->save(m_layoutOf);
    m_layoutOf = QString::fromStdString(m_workspace.project()->path().string());
    m_layout->restore(m_layoutOf);
    setWindowTitle(tr("%1 — LD3M Workbench").arg(QString::fromStdString(m_workspace.project()->name())));
    m_pages->start()->setRecent(m_workspace.recent().folders());
    m_banner->hide();
    updateActions();
}

void MainWindow::updateActions() {
    m_actions->update(m_workspace.project() != nullptr, m_workspace.activity(), m_runs->shownResumable());
}

void MainWindow::tell(BannerKind kind, const QString& sentence, const QString& action,
                      std::function<void()> next) {
    m_next = std::move(next);
    m_banner->showMessage(kind, sentence, action);
}

void MainWindow::askBeforeClosing() {
    const bool run = m_workspace.isOn();
    auto* question = new QMessageBox(
        QMessageBox::Question, run ? tr("A run is on") : tr("A sweep is on"),
        run ? tr("Stop the run and close? It writes a checkpoint and can be resumed.")
            : tr("Stop the sweep and close? Its runs write checkpoints and go on when it is started again."),
        QMessageBox::NoButton, this);
    question->setObjectName("closeQuestion");
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->addButton(tr("Checkpoint and Close"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(question, &QMessageBox::buttonClicked, this, [this, question](QAbstractButton* button) {
        if (question->buttonRole(button) != QMessageBox::AcceptRole)
            return;
        m_closing = true;
        tell(BannerKind::notice, tr("Stopping and writing checkpoints; the window closes by itself."));
        m_pages->sweep()->sweep().stop();
        if (m_workspace.isOn())
            m_workspace.stop();
        else if (!isOn())
            close();
    });
    question->open();
}

void MainWindow::about() {
    QMessageBox::about(
        this, tr("About LD3M Workbench"),
        tr("<b>LD3M Workbench %1</b><p>Interactive dataset distillation through latent diffusion.</p>"
           "<p>GPL-3.0-or-later. No account, no network, no telemetry leaves this computer.</p>")
            .arg(QApplication::applicationVersion()));
}

bool MainWindow::isOn() const {
    return m_workspace.isOn() || m_pages->sweep()->sweep().isOn();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (isOn()) {
        event->ignore();
        if (!m_closing && !findChild<QMessageBox*>("closeQuestion"))
            askBeforeClosing();
        return;
    }
    m_layout->save(m_layoutOf);
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    open(event->mimeData()->urls().front().toLocalFile());
}

} // namespace ld3m::workbench
