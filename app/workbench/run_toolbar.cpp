#include "app/workbench/run_toolbar.h"

#include <algorithm>

#include <QToolButton>

#include "app/workbench/actions.h"
#include "widgets/status/progress_strip.h"

namespace ld3m::workbench {
namespace {

constexpr int kRefreshMilliseconds = 100;
constexpr std::size_t kRateWindow = 20;

} // namespace

RunToolbar::RunToolbar(const Actions& actions, session::Workspace& workspace, QWidget* parent)
    : QToolBar(tr("Run"), parent), m_workspace(workspace), m_strip(new widgets::ProgressStrip(this)) {
    setObjectName("runToolbar");
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({14, 14});
    for (QAction* action : {actions.run, actions.pause, actions.step, actions.stop})
        addAction(action);
    addSeparator();
    addAction(actions.branch);
    addAction(actions.twin);
    if (auto* button = qobject_cast<QToolButton*>(widgetForAction(actions.twin)))
        button->setToolButtonStyle(Qt::ToolButtonTextOnly); // its icon says the same
    if (auto* button = widgetForAction(actions.run))
        button->setProperty("primary", true);
    for (QAction* action :
         {actions.run, actions.pause, actions.step, actions.stop, actions.branch, actions.twin})
        if (QWidget* button = widgetForAction(action))
            button->setFocusPolicy(Qt::TabFocus);
    addSeparator();
    addWidget(m_strip);
    m_strip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    connect(&m_timer, &QTimer::timeout, this, &RunToolbar::refresh);
    connect(&workspace, &session::Workspace::progressed, this,
            [this](const reports::Progress& progress) { m_progress = progress; });
    connect(&workspace, &session::Workspace::sessionStarted, this, [this](session::RunSession* session) {
        m_progress.reset();
        m_checkpoint = -1;
        connect(session, &session::RunFeed::checkpointWritten, this,
                [this](const reports::CheckpointWritten& checkpoint) {
                    m_checkpoint = checkpoint.iteration;
                    m_checkpointAge.start();
                });
        connect(session, &session::RunFeed::reported, this, [this] { m_progress.reset(); });
        m_timer.start(kRefreshMilliseconds);
    });
    connect(&workspace, &session::Workspace::activityChanged, this, [this](session::Activity activity) {
        refresh();
        if (activity == session::Activity::idle)
            m_timer.stop();
    });
    connect(&workspace, &session::Workspace::projectChanged, this, &RunToolbar::refresh);
    refresh();
}

QString RunToolbar::stateText() const {
    const session::RunHistory* history = m_workspace.sessionHistory();
    switch (m_workspace.activity()) {
    case session::Activity::idle:
        return QString::fromStdString(reports::nameOf(history->state().state));
    case session::Activity::pausing:
        return tr("pausing after this step");
    case session::Activity::stopping:
        return tr("stopping, writing a checkpoint");
    case session::Activity::paused:
        return tr("paused");
    case session::Activity::running:
        break;
    }
    if (m_progress) {
        const QString what = QString::fromStdString(m_progress->what);
        return m_progress->total > 0
                   ? tr("%1 %2 / %3")
                         .arg(what, widgets::grouped(m_progress->done), widgets::grouped(m_progress->total))
                   : what;
    }
    if (history->state().state != reports::RunState::running)
        return QString::fromStdString(reports::nameOf(history->state().state));
    return m_checkpoint < 0 ? tr("running")
                            : tr("checkpoint %1 ago")
                                  .arg(widgets::spokenDuration(double(m_checkpointAge.elapsed()) / 1000));
}

void RunToolbar::refresh() {
    const session::RunHistory* history = m_workspace.sessionHistory();
    if (!history) {
        m_strip->clear();
        m_strip->setState(m_workspace.project() ? tr("Ready: press Run (F5)") : tr("No project"));
        return;
    }
    const std::int64_t total = m_workspace.session()->recipe().distillation.iterations;
    const bool preparing = m_workspace.isOn() && history->reports().empty();
    if (preparing && m_progress)
        m_strip->setProgress(m_progress->done, m_progress->total);
    else
        m_strip->setProgress(history->lastIteration(), total);
    m_strip->setRate(m_workspace.isOn() ? recentRate(history->reports()) : 0);
    m_strip->setState(stateText());
}

double recentRate(const std::vector<reports::IterationReport>& reports) {
    double seconds = 0;
    const std::size_t count = std::min(kRateWindow, reports.size());
    for (std::size_t i = reports.size() - count; i < reports.size(); ++i)
        seconds += reports[i].seconds;
    return seconds > 0 ? double(count) / seconds : 0;
}

} // namespace ld3m::workbench
