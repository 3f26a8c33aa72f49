// The window: puts pages, docks, menus and the workspace together. What each does is in its own file.
#pragma once

#include <functional>
#include <memory>

#include <QMainWindow>
#include <QSettings>

#include "app/session/workspace.h"

class QStackedWidget;

namespace ld3m::widgets {
class Banner;
enum class BannerKind;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class Actions;
class EvaluationDock;
class LatencyMeter;
class LivePage;
class RecipeDock;
class RunBranching;
class RunsDock;
class StartPage;
class StatusLine;
class TwinPage;
class WindowLayout;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Both must outlive the window.
    MainWindow(session::Workspace& workspace, QSettings& settings);
    ~MainWindow() override;

    Actions& actions() { return *m_actions; }
    LivePage& livePage() { return *m_page; }
    RecipeDock& recipeDock() { return *m_recipe; }
    EvaluationDock& evaluationDock() { return *m_evaluation; }
    RunsDock& runsDock() { return *m_runs; }
    TwinPage& twinPage() { return *m_twin; }
    widgets::Banner& banner() { return *m_banner; }
    LatencyMeter& latency();
    /// The copy of the bundled demo that belongs to this user; made at the first time.
    void openDemo();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages();
    void buildDocks();
    void connectActions();
    void connectWorkspace();
    void createProject();
    void chooseAndOpen(bool folder, const QString& title);
    void fillRecent(QMenu* menu);
    void projectChanged();
    void updateActions();
    void tell(widgets::BannerKind kind, const QString& sentence, const QString& action = {},
              std::function<void()> next = {});
    void askBeforeClosing();
    void about();

    session::Workspace& m_workspace;
    QSettings& m_settings;
    Actions* m_actions;
    widgets::Banner* m_banner;
    std::function<void()> m_next; ///< what the banner's button does
    QStackedWidget* m_pages;
    StartPage* m_start;
    LivePage* m_page;
    TwinPage* m_twin;
    RunBranching* m_branching;
    RunsDock* m_runs;
    RecipeDock* m_recipe;
    EvaluationDock* m_evaluation;
    StatusLine* m_status;
    std::unique_ptr<WindowLayout> m_layout;
    QString m_layoutOf; ///< project folder whose layout is on the screen
    bool m_closing = false;
};

} // namespace ld3m::workbench
