// The middle of the window: the start page while nothing is open, then one page of several, chosen by tab or
// key.
#pragma once

#include <vector>

#include <QWidget>

#include "app/session/tools.h"
#include "app/session/workspace.h"

class QAction;
class QActionGroup;
class QStackedWidget;
class QTabBar;

namespace ld3m::workbench {

class Actions;
class ComparePage;
class DiagnosePage;
class LivePage;
class StartPage;
class SweepPage;
class TwinPage;

class WindowPages : public QWidget {
    Q_OBJECT
public:
    WindowPages(const Actions& actions, session::Workspace& workspace, const session::Tools& tools,
                QWidget* parent = nullptr);

    StartPage* start() const { return m_start; }
    LivePage* live() const { return m_live; }
    TwinPage* twin() const { return m_twin; }
    DiagnosePage* diagnose() const { return m_diagnose; }
    SweepPage* sweep() const { return m_sweep; }
    ComparePage* compare() const { return m_compare; }

    /// Shows one of the pages.
    void show(QWidget* page);
    /// The Compare page with these runs.
    void openComparison(const std::vector<std::filesystem::path>& folders);
    /// The Sweep page with this file; it needs no project.
    void openSweep(const QString& file);
    QWidget* current() const;
    /// One for each page, in order: Alt+1, Alt+2, ...
    QList<QAction*> actions() const { return m_actions; }

    /// No more than is needed: what the pages would like is taken from the docks where a window is small.
    QSize sizeHint() const override { return minimumSizeHint(); }

private:
    void add(QWidget* page, const QString& title, const QString& icon, const QString& help);
    void openOrClose();

    session::Workspace& m_workspace;
    QTabBar* m_tabs;
    QStackedWidget* m_stack; ///< the start page, then the pages in the order of the tabs
    QActionGroup* m_choice;
    QList<QAction*> m_actions;
    StartPage* m_start;
    LivePage* m_live;
    TwinPage* m_twin;
    DiagnosePage* m_diagnose;
    ComparePage* m_compare;
    SweepPage* m_sweep;
};

} // namespace ld3m::workbench
