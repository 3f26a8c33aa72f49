// The project's runs: what each is doing, how far it is and how good. A click shows a run.
#pragma once

#include <QDockWidget>

#include "app/session/workspace.h"

class QLabel;
class QStackedWidget;
class QTreeView;

namespace ld3m::workbench {

class Actions;

class RunsDock : public QDockWidget {
    Q_OBJECT
public:
    RunsDock(Actions& actions, session::Workspace& workspace, QWidget* parent = nullptr);

    QTreeView* view() const { return m_view; }
    /// The shown run could be taken up again.
    bool shownResumable() const;

Q_SIGNALS:
    /// What shownResumable() says may have changed.
    void resumableChanged();

private:
    void showMenu(const QPoint& position);
    void selectShown();
    void refresh();

    Actions& m_actions;
    session::Workspace& m_workspace;
    QTreeView* m_view;
    QLabel* m_empty;
    QStackedWidget* m_pages;
};

} // namespace ld3m::workbench
