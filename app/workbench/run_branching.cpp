#include "app/workbench/run_branching.h"

#include <limits>

#include <QToolBar>

#include "app/workbench/actions.h"
#include "app/workbench/branch_dialog.h"
#include "app/workbench/twin_dialog.h"
#include "app/workbench/twin_menu.h"
#include "app/workbench/twin_welcome.h"

namespace ld3m::workbench {

using session::Workspace;
using widgets::BannerKind;

namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();

} // namespace

RunBranching::RunBranching(Actions& actions, Workspace& workspace, Tell tell,
                           std::function<std::int64_t()> shownIteration, QWidget* window)
    : QObject(window), m_actions(actions), m_workspace(workspace), m_tell(std::move(tell)),
      m_shownIteration(std::move(shownIteration)), m_window(window),
      m_twinMenu(new TwinMenu(workspace, m_shownIteration, window)) {
    connect(actions.branch, &QAction::triggered, this, [this] { ask(); });
    connect(actions.enqueue, &QAction::triggered, this, &RunBranching::enqueue);
    connect(actions.startQueue, &QAction::triggered, this, [this] { m_workspace.startNext(); });
    connect(actions.twin, &QAction::triggered, this, &RunBranching::openTwinMenu);
    connect(m_twinMenu, &TwinMenu::chosen, this, &RunBranching::twin);
    connect(m_twinMenu, &TwinMenu::anotherAsked, this, &RunBranching::askChange);
    connect(m_twinMenu, &TwinMenu::pageAsked, this, &RunBranching::pairWanted);
    connect(&workspace, &Workspace::activityChanged, this, &RunBranching::updateActions);
    connect(&workspace, &Workspace::projectChanged, this, &RunBranching::updateActions);
    connect(&workspace, &Workspace::shownChanged, this, [this](session::RunHistory* shown) {
        if (shown)
            connect(shown, &session::RunHistory::described, this, &RunBranching::updateActions);
        updateActions();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&workspace.queue(), signal, this, &RunBranching::updateActions);
    connect(&workspace.queue(), &QAbstractItemModel::modelReset, this, &RunBranching::updateActions);
    updateActions();
}

void RunBranching::ask(const QString& key) {
    if (!m_actions.branch->isEnabled())
        return;
    auto* dialog =
        new BranchDialog(m_workspace, m_shownIteration(),
                         m_workspace.shownIsOn() || key.isEmpty() ? m_workspace.recipe()
                                                                  : m_workspace.shown()->run()->recipe(),
                         m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BranchDialog::chosen, this, &RunBranching::begin);
    dialog->open();
    if (!key.isEmpty())
        dialog->add(key);
}

void RunBranching::begin(const projects::QueuedRun& run, bool queued) {
    if (queued) {
        if (m_workspace.enqueue(run))
            m_tell(
                BannerKind::notice,
                m_workspace.isOn() ? tr("The branch waits in the queue and starts when this run has ended.")
                                   : tr("The branch waits in the queue."),
                m_workspace.isOn() ? QString() : tr("Start the queue"), [this] { m_workspace.startNext(); });
        return;
    }
    m_workspace.afterStop([this, run] { m_workspace.start(run); });
}

void RunBranching::twin(const session::TwinPlan& plan, bool fromShown) {
    if (!fromShown) {
        m_workspace.afterStop([this, plan] { m_workspace.startTwin(plan); });
        return;
    }
    // A run that is on stores its state when it is stopped: that is where both arms begin.
    const bool newest = m_workspace.shownIsOn();
    m_workspace.afterStop([this, plan, newest] {
        const session::RunHistory* shown = m_workspace.shown();
        if (shown && shown->run())
            m_workspace.startTwin(plan, *shown, nearestStored(newest ? kNewest : m_shownIteration()));
    });
}

void RunBranching::openTwinMenu() {
    const auto* bar = m_window->findChild<QToolBar*>("runToolbar");
    const QWidget* button = bar ? bar->widgetForAction(m_actions.twin) : nullptr;
    m_twinMenu->openAt(button && button->isVisible() ? button : m_window);
}

void RunBranching::serve(const TwinWelcome& welcome) {
    connect(&welcome, &TwinWelcome::twinAsked, this,
            [this](const session::TwinPlan& plan) { twin(plan, false); });
    connect(&welcome, &TwinWelcome::changeAsked, this, &RunBranching::openTwinMenu);
}

void RunBranching::askChange(jobs::Turns::Order order, bool fromShown) {
    auto* dialog = new TwinDialog(m_workspace.recipe(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, order, fromShown] {
        twin({dialog->change(), order}, fromShown);
    });
    dialog->open();
}

void RunBranching::offer(const QString& key) {
    m_tell(BannerKind::notice,
           tr("%1 cannot change during a run, but a branch of it can have another value.").arg(key),
           tr("Branch with this change…"), [this, key] {
               if (m_workspace.sessionHistory())
                   m_workspace.show(m_workspace.sessionHistory()->runFolder());
               ask(key);
           });
}

void RunBranching::enqueue() {
    if (m_workspace.enqueue({{}, m_workspace.recipe(), {}}))
        m_tell(BannerKind::notice,
               m_workspace.isOn() ? tr("The recipe waits in the queue and starts when this run has ended.")
                                  : tr("The recipe waits in the queue."),
               m_workspace.isOn() ? QString() : tr("Start the queue"), [this] { m_workspace.startNext(); });
}

void RunBranching::updateActions() {
    const session::RunHistory* shown = m_workspace.shown();
    const bool project = m_workspace.project() != nullptr;
    m_actions.branch->setEnabled(project && shown && shown->run());
    m_actions.enqueue->setEnabled(project);
    m_actions.startQueue->setEnabled(project && !m_workspace.isOn() && !m_workspace.queue().isEmpty());
    m_actions.twin->setEnabled(project);
}

std::int64_t RunBranching::nearestStored(std::int64_t iteration) const {
    return std::max<std::int64_t>(
        0, projects::nearestCheckpoint(m_workspace.shown()->run()->checkpoints(), iteration));
}

} // namespace ld3m::workbench
