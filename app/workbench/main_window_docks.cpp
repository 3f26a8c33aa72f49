// The docks of the window: which there are, where they stand and how large they are at first.
#include <QMenu>

#include "app/workbench/actions.h"
#include "app/workbench/evaluation_dock.h"
#include "app/workbench/explorer_dock.h"
#include "app/workbench/log_dock.h"
#include "app/workbench/main_window.h"
#include "app/workbench/recipe_dock.h"
#include "app/workbench/runs_dock.h"
#include "app/workbench/telemetry_dock.h"
#include "app/workbench/window_menus.h"
#include "app/workbench/window_pages.h"

namespace ld3m::workbench {

void MainWindow::buildDocks() {
    for (const Qt::Corner corner : {Qt::TopLeftCorner, Qt::BottomLeftCorner})
        setCorner(corner, Qt::LeftDockWidgetArea);
    for (const Qt::Corner corner : {Qt::TopRightCorner, Qt::BottomRightCorner})
        setCorner(corner, Qt::RightDockWidgetArea);
    m_runs = new RunsDock(*m_actions, m_workspace, this);
    m_recipe = new RecipeDock(m_workspace, this);
    m_evaluation = new EvaluationDock(m_workspace, this);
    m_log = new LogDock(m_workspace, this);
    m_telemetry = new TelemetryDock(m_workspace, this);
    addDockWidget(Qt::LeftDockWidgetArea, m_runs);
    addDockWidget(Qt::RightDockWidgetArea, m_recipe);
    addDockWidget(Qt::RightDockWidgetArea, m_evaluation);
    addDockWidget(Qt::BottomDockWidgetArea, m_log);
    addDockWidget(Qt::BottomDockWidgetArea, m_telemetry);
    addDockWidget(Qt::BottomDockWidgetArea, m_explorer);
    tabifyDockWidget(m_log, m_explorer);
    m_explorer->hide();
    sizeDocks();
    QMenu* recent = buildMenus(*this, *m_actions, m_pages->actions(), m_recipe->undoStack(),
                               {m_runs, m_recipe, m_evaluation, m_log, m_telemetry, m_explorer}, m_settings);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    fillRecent(recent);
}

void MainWindow::sizeDocks() {
    resizeDocks({m_runs, m_recipe}, {220, 340}, Qt::Horizontal);
    resizeDocks({m_recipe, m_evaluation}, {640, 220}, Qt::Vertical);
    resizeDocks({m_log, m_telemetry}, {280, 340}, Qt::Horizontal); // and more where there is room
    resizeDocks({m_log, m_telemetry}, {172, 172}, Qt::Vertical);
}

} // namespace ld3m::workbench
