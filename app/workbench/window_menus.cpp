#include "app/workbench/window_menus.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QUndoStack>

#include "app/workbench/actions.h"
#include "app/workbench/theme_menu.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {
namespace {

QAction* undoAction(QMainWindow& window, QAction* action, const QString& icon,
                    const QList<QKeySequence>& keys, const QString& help) {
    action->setIcon(widgets::icon(icon));
    action->setShortcuts(keys);
    action->setStatusTip(help);
    window.addAction(action);
    return action;
}

} // namespace

QMenu* buildMenus(QMainWindow& window, Actions& actions, const QList<QAction*>& pages, QUndoStack* undo,
                  const QList<QDockWidget*>& docks, QSettings& settings) {
    QMenuBar* bar = window.menuBar();
    QMenu* project = bar->addMenu(QObject::tr("&Project"));
    project->addActions({actions.newFromImages, actions.newProject, actions.openProject});
    QMenu* recent = project->addMenu(QObject::tr("Open Re&cent"));
    project->addActions({actions.openFile, actions.openRunFolder, actions.openDemo});
    project->addSeparator();
    project->addAction(actions.quit);

    QMenu* edit = bar->addMenu(QObject::tr("&Edit"));
    edit->addAction(undoAction(window, undo->createUndoAction(&window), "undo", {Qt::CTRL | Qt::Key_Z},
                               QObject::tr("Take back the last change of the recipe")));
    edit->addAction(undoAction(window, undo->createRedoAction(&window), "redo",
                               {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                               QObject::tr("Make the change again that was taken back")));

    QMenu* run = bar->addMenu(QObject::tr("&Run"));
    run->addActions({actions.run, actions.pause, actions.step, actions.stop});
    run->addSeparator();
    run->addActions({actions.resume, actions.evaluateNow});
    run->addSeparator();
    run->addActions({actions.branch, actions.twin});
    run->addSeparator();
    run->addActions({actions.enqueue, actions.startQueue});

    QMenu* view = bar->addMenu(QObject::tr("&View"));
    view->addActions(pages);
    view->addSeparator();
    int number = 1;
    for (QDockWidget* dock : docks) {
        QAction* toggle = dock->toggleViewAction();
        toggle->setShortcut(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number++));
        toggle->setStatusTip(QObject::tr("Show or hide the panel"));
        view->addAction(toggle);
    }
    view->addSeparator();
    view->addActions(
        {actions.followNewest, actions.fitImages, actions.zoomIn, actions.zoomOut, actions.smoothImages});
    view->addSeparator();
    view->addMenu(new ThemeMenu(settings, view));
    view->addActions({actions.resetLayout, actions.fullScreen});

    QMenu* leaving = bar->addMenu(QObject::tr("E&xport"));
    leaving->addActions({actions.exportSet, actions.exportFigures, actions.exportFilm});

    QMenu* help = bar->addMenu(QObject::tr("&Help"));
    help->addActions({actions.palette, actions.about});
    return recent;
}

} // namespace ld3m::workbench
