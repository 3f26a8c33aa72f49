// Keeps the pre-flight of the next run up to date: checks the recipe in the background, a moment after it was
// last changed, while no run is on.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include <QTimer>

#include "app/session/background_task.h"
#include "app/session/tools.h"
#include "app/session/workspace.h"

namespace ld3m::session {

class PreflightWatch : public QObject {
    Q_OBJECT
public:
    /// `check` may be empty: then nothing is ever found. `workspace` must outlive this object.
    PreflightWatch(Tools::Preflight check, Workspace& workspace, QObject* parent = nullptr);
    ~PreflightWatch() override;

    /// The newest report, perhaps still of the recipe before the last edit (see isCurrent()); nothing before
    /// the first.
    const std::optional<reports::PreflightReport>& report() const { return m_report; }
    /// The report is about the recipe as it is now.
    bool isCurrent() const;
    bool isChecking() const { return m_task != nullptr || m_timer.isActive(); }
    /// "Estimating memory and time"; empty while nothing is looked at.
    QString doing() const;
    /// The line that keeps the recipe as it is now from running; null where nothing is known to.
    const reports::CheckLine* obstacle() const;

public Q_SLOTS:
    /// A moment from now.
    void checkSoon();

Q_SIGNALS:
    /// Report or state.
    void changed();

private:
    void check();
    void take(reports::PreflightReport report, const settings::Recipe& of);
    void forget();
    void drop();

    Tools::Preflight m_check;
    Workspace& m_workspace;
    QTimer m_timer;
    BackgroundTask* m_task = nullptr;
    std::optional<reports::PreflightReport> m_report;
    settings::Recipe m_checked;
};

} // namespace ld3m::session
