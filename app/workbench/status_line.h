// The status bar: what the shown run computes on and from which seed, and whether the window keeps up.
#pragma once

#include <QStatusBar>
#include <QTimer>

#include "app/session/workspace.h"
#include "app/workbench/latency_meter.h"

class QLabel;

namespace ld3m::workbench {

class TaskStrip;

class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    StatusLine(session::Workspace& workspace, QWidget* parent = nullptr);

    const LatencyMeter& latency() const { return m_latency; }
    LatencyMeter& latency() { return m_latency; }
    TaskStrip& tasks() { return *m_tasks; }

private:
    void describe();

    session::Workspace& m_workspace;
    LatencyMeter m_latency;
    TaskStrip* m_tasks;
    QLabel* m_facts;
    QLabel* m_behind;
    QMetaObject::Connection m_described;
    QTimer m_timer;
};

} // namespace ld3m::workbench
