#include "app/workbench/sweep_page.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStyle>
#include <QVBoxLayout>

#include "app/workbench/home_path.h"
#include "app/workbench/sweep_queue.h"
#include "app/workbench/sweep_start.h"
#include "core/projects/run_folder.h"
#include "core/reports/spoken.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/sweep_plots.h"
#include "widgets/tables/sweep_table_model.h"
#include "widgets/tables/sweep_table_view.h"

namespace ld3m::workbench {

namespace fs = std::filesystem;
using session::OpenSweep;
using session::Workspace;
using sweeps::PointState;
using Doing = OpenSweep::Doing;

namespace {

constexpr int kPlotMilliseconds = 500;

/// What a drop or the command line may name.
bool mayBeSweep(const fs::path& place) {
    return place.extension() == ".toml" ? place.filename() != "project.toml"
                                        : sweeps::SweepFolder::isSweep(place);
}

} // namespace

SweepPage::SweepPage(OpenSweep::Program program, Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace),
      m_sweep(program ? std::move(program) : OpenSweep::Program(session::sweepProgram)),
      m_pages(new QStackedWidget(this)), m_empty(new SweepStart(this)), m_name(new QLabel(this)),
      m_place(new QLabel(this)), m_start(new QPushButton(this)), m_pause(new QPushButton(this)),
      m_stop(new QPushButton(this)), m_jobs(new QSpinBox(this)), m_bar(new QProgressBar(this)),
      m_said(new QLabel(this)), m_told(new QLabel(this)), m_table(new widgets::SweepTableView(this)),
      m_plots(new widgets::SweepPlots(this)), m_queue(new SweepQueue(m_sweep, *m_table, this)) {
    setObjectName("sweepPage");
    setAcceptDrops(true);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(buildSweep());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPlotMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &SweepPage::drawPlots);
    connectSweep();
    connectViews();
    refresh();
}

void SweepPage::connectSweep() {
    connect(&m_sweep, &OpenSweep::opened, this, &SweepPage::opened);
    connect(&m_sweep, &OpenSweep::statusChanged, this, &SweepPage::statusChanged);
    connect(&m_sweep, &OpenSweep::doingChanged, this, &SweepPage::refresh);
    connect(&m_sweep, &OpenSweep::failed, this, &SweepPage::tell);
    connect(m_start, &QPushButton::clicked, this, [this] {
        tell({});
        m_sweep.start();
    });
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_sweep.status().paused ? m_sweep.proceed() : m_sweep.pause(); });
    connect(m_stop, &QPushButton::clicked, &m_sweep, &OpenSweep::stop);
    connect(m_jobs, &QSpinBox::valueChanged, &m_sweep, &OpenSweep::setJobs);
    connect(&m_workspace, &Workspace::projectChanged, this, [this] {
        const fs::path project = m_workspace.project()->path();
        m_offered = sweeps::SweepFolder::isSweep(project) ? project : fs::path();
        refresh();
    });
    connect(&m_workspace, &Workspace::recipeChanged, this, &SweepPage::refresh);
}

void SweepPage::connectViews() {
    connect(m_empty, &SweepStart::openFileAsked, this, [this] { choose(false); });
    connect(m_empty, &SweepStart::openFolderAsked, this, [this] { choose(true); });
    connect(m_empty, &SweepStart::writeAsked, this, &SweepPage::write);
    connect(m_empty, &SweepStart::recentChosen, this,
            [this](const QString& place) { open(place.toStdString()); });
    connect(m_table, &widgets::SweepTableView::pointActivated, this, &SweepPage::showRun);
    connect(m_table, &widgets::SweepTableView::selectionChanged, this, [this] {
        m_plots->parallel()->highlight(m_table->selectedPoints().value(0));
        refresh();
    });
    widgets::ParallelPlot* parallel = m_plots->parallel();
    connect(parallel, &widgets::ParallelPlot::clicked, m_table, &widgets::SweepTableView::select);
    connect(parallel, &widgets::ParallelPlot::brushed, this, [this, parallel] {
        const QStringList names = parallel->chosen();
        m_table->setChosen(parallel->isBrushed() ? std::optional(QSet<QString>(names.begin(), names.end()))
                                                 : std::nullopt);
    });
}

/// A file's sweep lives with the project that is open.
fs::path SweepPage::home() const {
    if (m_workspace.project())
        return m_workspace.project()->path() / "sweeps";
    return fs::path(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString()) /
           "sweeps";
}

void SweepPage::open(fs::path place) {
    m_offered.clear();
    tell({});
    m_sweep.open(fs::absolute(place).lexically_normal(), home());
}

void SweepPage::write() {
    m_offered.clear();
    tell({});
    m_sweep.openSteps(m_workspace.recipe(), home());
}

void SweepPage::choose(bool folder) {
    const QString title = folder ? tr("Open a sweep's folder") : tr("Open a sweep's file");
    const QString chosen = folder ? QFileDialog::getExistingDirectory(this, title)
                                  : QFileDialog::getOpenFileName(this, title, {}, tr("Sweeps (*.toml)"));
    if (!chosen.isEmpty())
        open(chosen.toStdString());
}

void SweepPage::opened() {
    m_workspace.recentSweeps().add(QString::fromStdString(m_sweep.place().string()));
    m_name->setText(m_sweep.name());
    m_plots->parallel()->clearBrushes();
    m_table->model()->setTable(m_sweep.table());
    m_table->tableChanged();
    drawPlots();
    refresh();
}

void SweepPage::statusChanged() {
    m_table->model()->setTable(m_sweep.table());
    if (!m_soon.isActive())
        m_soon.start();
    refresh();
}

void SweepPage::drawPlots() {
    m_plots->setTable(m_sweep.table(), m_sweep.isOpen() ? m_sweep.plan().recipe.run.published_accuracy : 0);
}

void SweepPage::tell(const QString& sentence) {
    m_problem = sentence;
    refresh();
}

void SweepPage::refresh() {
    m_pages->setCurrentIndex(m_sweep.isOpen() ? 1 : 0);
    if (!m_sweep.isOpen()) {
        const bool diffusion = m_workspace.recipe().prior.kind == settings::PriorKind::latent_diffusion;
        m_empty->setState(m_sweep.doing() == Doing::opening, diffusion && m_workspace.project(), m_problem,
                          m_workspace.recentSweeps().folders());
        return;
    }
    m_place->setText(shortened(m_sweep.folder()));
    m_place->setToolTip(m_sweep.isBegun() ? tr("Folder of this sweep, which opens as a project as well")
                                          : tr("Here the sweep's folder will be made when it is started"));
    const bool followed = m_sweep.doing() == Doing::followed;
    if (const QString role = m_problem.isEmpty() ? "muted" : "wrong"; m_told->property("role") != role) {
        m_told->setProperty("role", role);
        m_told->style()->unpolish(m_told);
        m_told->style()->polish(m_told);
    }
    m_told->setText(!m_problem.isEmpty() ? m_problem
                    : followed ? tr("Another process runs this sweep: it is followed here, and what can be "
                                    "changed is changed there.")
                               : chosenFailure());
    m_told->setVisible(!m_told->text().isEmpty());
    const sweeps::SweepStatus& status = m_sweep.status();
    double done = 0; // in runs
    for (const sweeps::PointStatus& point : status.points)
        if (point.iterations > 0)
            done += double(point.iteration) / double(point.iterations);
    m_bar->setRange(0, 1000);
    m_bar->setValue(int(1000 * done / double(std::max<std::size_t>(1, status.points.size()))));
    m_said->setText(m_sweep.doing() == Doing::opening
                        ? tr("Reading %1 ...")
                              .arg(QString::fromStdString(
                                  reports::counted(std::int64_t(status.points.size()), "run", "runs")))
                        : spokenStatus(status));
    refreshButtons();
    m_queue->refresh();
}

/// Why the chosen point failed; empty where it did not.
QString SweepPage::chosenFailure() const {
    const std::string chosen = m_table->selectedPoints().value(0).toStdString();
    for (const sweeps::PointStatus& point : m_sweep.status().points)
        if (point.id == chosen && !point.problem.empty())
            return tr("%1: %2").arg(QString::fromStdString(point.id), QString::fromStdString(point.problem));
    return {};
}

void SweepPage::refreshButtons() {
    const Doing doing = m_sweep.doing();
    const sweeps::SweepStatus& status = m_sweep.status();
    const int open = status.count(PointState::waiting) + status.count(PointState::begun);
    const int untouched = status.count(PointState::waiting) + status.count(PointState::cancelled);
    const bool begun = untouched < int(status.points.size());
    m_start->setText(begun ? tr("Go on") : tr("Start"));
    m_start->setEnabled(doing == Doing::resting && open > 0);
    m_start->setToolTip(
        open > 0 ? tr("<p>Runs the points one after the other, or so many at once as <i>jobs</i> says, each "
                      "in a process of its own. What is finished stays.</p>")
                 : tr("Nothing is left to run; failed and cancelled points can be restored."));
    const bool on = doing == Doing::running || doing == Doing::stopping;
    m_start->setVisible(!on);
    m_pause->setVisible(on);
    m_stop->setVisible(on);
    m_pause->setEnabled(doing == Doing::running);
    m_pause->setText(status.paused && doing == Doing::running ? tr("Go on") : tr("Pause"));
    m_stop->setEnabled(doing == Doing::running);
    m_jobs->setEnabled(doing == Doing::running || doing == Doing::resting);
}

void SweepPage::showRun(const QString& point) {
    const fs::path folder = m_sweep.runFolder(point);
    if (projects::RunFolder::isRun(folder))
        Q_EMIT runAsked(folder);
    else
        tell(tr("%1 has no run yet: there is nothing to show before it begins.").arg(point));
}

QString SweepPage::said() const {
    return m_said->text();
}

QString SweepPage::problem() const {
    return m_problem;
}

void SweepPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_offered.empty() && !m_sweep.isOn() && m_sweep.folder() != m_offered)
        open(m_offered);
}

void SweepPage::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls[0].isLocalFile() && mayBeSweep(urls[0].toLocalFile().toStdString()))
        event->acceptProposedAction();
    else
        event->ignore(); // the window knows what else there is
}

void SweepPage::dropEvent(QDropEvent* event) {
    open(event->mimeData()->urls().front().toLocalFile().toStdString());
}

QString spokenStatus(const sweeps::SweepStatus& status) {
    QStringList parts = {
        SweepPage::tr("%1 of %2 finished").arg(status.count(PointState::finished)).arg(status.points.size())};
    const auto add = [&](PointState state, const QString& text) {
        if (const int count = status.count(state); count > 0)
            parts << text.arg(count);
    };
    add(PointState::running, SweepPage::tr("%1 running"));
    add(PointState::failed, SweepPage::tr("%1 failed"));
    add(PointState::cancelled, SweepPage::tr("%1 cancelled"));
    if (status.paused)
        parts << SweepPage::tr("paused");
    const QString text = parts.join(", ");
    return status.eta && *status.eta > 0
               ? SweepPage::tr("%1 · %2 left")
                     .arg(text, QString::fromStdString(reports::spokenSeconds(std::max(1.0, *status.eta))))
               : text;
}

} // namespace ld3m::workbench
