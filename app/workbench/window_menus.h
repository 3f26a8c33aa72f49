// The menu bar, made from the window's actions.
#pragma once

#include <QList>
#include <QSettings>

class QDockWidget;
class QMainWindow;
class QMenu;
class QUndoStack;

namespace ld3m::workbench {

class Actions;

/// Fills the window's menu bar. @returns the menu "Open Recent", which its owner fills.
QMenu* buildMenus(QMainWindow& window, Actions& actions, QUndoStack* undo, const QList<QDockWidget*>& docks,
                  QSettings& settings);

} // namespace ld3m::workbench
