// The window: puts pages, docks, menus and the workspace together. What each does is in its own file.
#pragma once

#include <functional>
#include <memory>

#include <QMainWindow>
#include <QSettings>

#include "app/session/tools.h"
#include "app/session/workspace.h"

namespace ld3m::widgets {
class Banner;
enum class BannerKind;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class Actions;
class EvaluationDock;
class ExplorerDock;
class LatencyMeter;
class LivePage;
class LogDock;
class NewProjects;
class PreflightBar;
class RecipeDock;
class RunBranching;
class RunsDock;
class StatusLine;
class TelemetryDock;
class WindowLayout;
class WindowPages;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Workspace and settings must outlive the window. Tools that are not there switch their actions off.
    MainWindow(session::Workspace& workspace, QSettings& settings, session::Tools tools = {});
    ~MainWindow() override;

    Actions& actions() { return *m_actions; }
    LivePage& livePage() { return *m_page; }
    RecipeDock& recipeDock() { return *m_recipe; }
    EvaluationDock& evaluationDock() { return *m_evaluation; }
    ExplorerDock& explorerDock() { return *m_explorer; }
    PreflightBar& preflightBar() { return *m_preflight; }
    RunsDock& runsDock() { return *m_runs; }
    WindowPages& pages() { return *m_pages; }
    widgets::Banner& banner() { return *m_banner; }
    LatencyMeter& latency();
    /// The copy of the bundled demo that belongs to this user; made at the first time.
    void openDemo();
    /// A project, run, recipe, sweep or folder of images, as it is dropped on the window.
    void open(const QString& place);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages(const session::Tools& tools);
    void buildDocks();
    void sizeDocks(); ///< as a new window has them
    void connectActions();
    void connectWorkspace();
    void chooseAndOpen(bool folder, const QString& title);
    void fillRecent(QMenu* menu);
    void projectChanged();
    void updateActions();
    void tell(widgets::BannerKind kind, const QString& sentence, const QString& action = {},
              std::function<void()> next = {});
    void askBeforeClosing();
    bool isOn() const; ///< a run or a sweep
    void about();

    session::Workspace& m_workspace;
    QSettings& m_settings;
    Actions* m_actions;
    widgets::Banner* m_banner;
    NewProjects* m_newProjects;
    std::function<void()> m_next; ///< what the banner's button does
    WindowPages* m_pages;
    LivePage* m_page;
    RunBranching* m_branching;
    RunsDock* m_runs;
    RecipeDock* m_recipe;
    EvaluationDock* m_evaluation;
    ExplorerDock* m_explorer;
    LogDock* m_log;
    TelemetryDock* m_telemetry;
    PreflightBar* m_preflight;
    StatusLine* m_status;
    std::unique_ptr<WindowLayout> m_layout;
    QString m_layoutOf; ///< project folder whose layout is on the screen
    bool m_closing = false;
};

} // namespace ld3m::workbench
