// What the run costs: time by phase, speed, memory.
#pragma once

#include <QDockWidget>
#include <QTimer>

#include "app/session/workspace.h"

class QLabel;
class QProgressBar;

namespace ld3m::widgets {
class PhaseBar;
}

namespace ld3m::workbench {

class TelemetryDock : public QDockWidget {
    Q_OBJECT
public:
    TelemetryDock(session::Workspace& workspace, QWidget* parent = nullptr);

private:
    void refresh();

    session::Workspace& m_workspace;
    widgets::PhaseBar* m_phases;
    QLabel* m_speed;
    QProgressBar* m_memory;
    QLabel* m_memoryText;
    QTimer m_timer;
};

/// Mean phases and whole seconds of the newest reports.
struct MeanTime {
    reports::PhaseSeconds phases;
    double whole = 0;
};
MeanTime meanTime(const std::vector<reports::IterationReport>& reports);

} // namespace ld3m::workbench
