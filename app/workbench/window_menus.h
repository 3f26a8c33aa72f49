// The menu bar, made from the window's actions.
#pragma once

#include <QList>
#include <QSettings>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenu;
class QUndoStack;

namespace ld3m::workbench {

class Actions;

/// Fills the window's menu bar; `pages` choose what the middle shows. @returns the menu "Open Recent", which
/// its owner fills.
QMenu* buildMenus(QMainWindow& window, Actions& actions, const QList<QAction*>& pages, QUndoStack* undo,
                  const QList<QDockWidget*>& docks, QSettings& settings);

} // namespace ld3m::workbench
