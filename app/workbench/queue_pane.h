// The runs that wait, in their order: moved, cancelled and started here. Hidden while nothing waits.
#pragma once

#include <QWidget>

#include "app/session/workspace.h"

class QLabel;
class QListView;
class QToolButton;

namespace ld3m::workbench {

class Actions;

/// Keys in the list: Alt+Up and Alt+Down move, Delete cancels.
class QueuePane : public QWidget {
    Q_OBJECT
public:
    QueuePane(Actions& actions, session::Workspace& workspace, QWidget* parent = nullptr);

    QListView* list() const { return m_list; }

private:
    QToolButton* button(const QString& icon, const QString& help, const QKeySequence& key,
                        const std::function<void(int row)>& work);
    void refresh();

    session::Workspace& m_workspace;
    QLabel* m_title;
    QListView* m_list;
    QList<QToolButton*> m_buttons;
};

} // namespace ld3m::workbench
