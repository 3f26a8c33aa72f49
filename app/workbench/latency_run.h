// The benchmark behind --latency: a run with every page and dock open, and what the event loop was like
// meanwhile.
#pragma once

#include <QTimer>

#include "app/workbench/event_watch.h"
#include "app/workbench/main_window.h"

namespace ld3m::workbench {

class LatencyRun : public QObject {
    Q_OBJECT
public:
    /// Opens everything when a run starts and turns the pages while it lasts. After `minutes` (0: when the
    /// run ends) it stops the run, if one is on.
    LatencyRun(MainWindow& window, session::Workspace& workspace, EventWatch& watch, double minutes,
               QObject* parent = nullptr);

    /// Histograms, percentiles, the slowest events, and whether the limits are kept.
    std::string report() const;

Q_SIGNALS:
    void done();

private:
    void begin();
    void turnPages();
    void end();

    MainWindow& m_window;
    session::Workspace& m_workspace;
    EventWatch& m_watch;
    double m_minutes;
    QTimer m_turning;
    int m_turn = 0;
    bool m_ended = false;
};

/// Shows every dock of the window.
void openEverything(QMainWindow& window);

} // namespace ld3m::workbench
