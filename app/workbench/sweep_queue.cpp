#include "app/workbench/sweep_queue.h"

#include <QTableView>
#include <QToolButton>

#include "widgets/tables/sweep_table_view.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using session::OpenSweep;
using sweeps::PointState;

SweepQueue::SweepQueue(OpenSweep& sweep, widgets::SweepTableView& table, QWidget* parent)
    : QObject(parent), m_sweep(sweep), m_table(table), m_parent(parent),
      m_earlier(make("sweepEarlier", tr("Earlier"), "up", Qt::ALT | Qt::Key_Up,
                     tr("The selected points are run earlier"), &OpenSweep::moveEarlier)),
      m_later(make("sweepLater", tr("Later"), "down", Qt::ALT | Qt::Key_Down,
                   tr("The selected points are run later"), &OpenSweep::moveLater)),
      m_cancel(make("sweepCancel", tr("Cancel"), "close", Qt::Key_Delete,
                    tr("The selected points are taken out; a running one saves a checkpoint and leaves"),
                    &OpenSweep::cancel)),
      m_restore(make("sweepRestore", tr("Restore"), "undo", Qt::Key_Insert,
                     tr("Cancelled and failed points are put back to be run"), &OpenSweep::restore)) {
    connect(&table, &widgets::SweepTableView::selectionChanged, this, &SweepQueue::refresh);
    refresh();
}

QAction* SweepQueue::make(const char* name, const QString& text, const QString& icon, const QKeySequence& key,
                          const QString& help, Change change) {
    auto* action = new QAction(widgets::icon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this,
            [this, change] { (m_sweep.*change)(m_table.selectedPoints()); });
    m_table.table()->addAction(action);
    return action;
}

QToolButton* SweepQueue::buttonOf(QAction* action) const {
    auto* button = new QToolButton(m_parent);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + "Button");
    button->setProperty("flat", true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    return button;
}

void SweepQueue::refresh() {
    const bool mine =
        m_sweep.doing() == OpenSweep::Doing::resting || m_sweep.doing() == OpenSweep::Doing::running;
    const QStringList points = m_table.selectedPoints();
    const QSet<QString> selected(points.begin(), points.end());
    bool movable = false;
    bool cancellable = false;
    bool restorable = false;
    for (const sweeps::PointStatus& point : m_sweep.status().points) {
        if (!selected.contains(QString::fromStdString(point.id)))
            continue;
        const bool out = point.state == PointState::cancelled || point.state == PointState::failed;
        restorable = restorable || out;
        movable = movable || (point.state != PointState::finished && point.state != PointState::running);
        cancellable = cancellable || (!out && point.state != PointState::finished);
    }
    m_earlier->setEnabled(mine && movable);
    m_later->setEnabled(mine && movable);
    m_cancel->setEnabled(mine && cancellable);
    m_restore->setEnabled(mine && restorable);
}

} // namespace ld3m::workbench
