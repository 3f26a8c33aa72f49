// Run, Pause, Step, Stop, and how far the run is.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QToolBar>

#include "app/session/workspace.h"

namespace ld3m::widgets {
class ProgressStrip;
}

namespace ld3m::workbench {

class Actions;

class RunToolbar : public QToolBar {
    Q_OBJECT
public:
    RunToolbar(const Actions& actions, session::Workspace& workspace, QWidget* parent = nullptr);

private:
    QString stateText() const;
    void refresh();

    session::Workspace& m_workspace;
    widgets::ProgressStrip* m_strip;
    QTimer m_timer; ///< a strip ten times a second, whatever the run says
    std::optional<reports::Progress> m_progress;
    std::int64_t m_checkpoint = -1;
    QElapsedTimer m_checkpointAge;
};

/// Iterations a second over the newest reports; 0 when there are none.
double recentRate(const std::vector<reports::IterationReport>& reports);

} // namespace ld3m::workbench
