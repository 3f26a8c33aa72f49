// What the run costs: time by phase, speed, processors, memory, and the GPU where there is one.
#pragma once

#include <string>

#include <QDockWidget>

#include "app/session/telemetry.h"
#include "app/session/workspace.h"

class QGridLayout;
class QLabel;
class QScrollArea;

namespace ld3m::widgets {
class PhaseBar;
class Sparkline;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class TelemetryDock : public QDockWidget {
    Q_OBJECT
public:
    /// @param library where NVIDIA's management library is, for tests
    TelemetryDock(session::Workspace& workspace, QWidget* parent = nullptr,
                  std::string library = "libnvidia-ml.so.1");

private:
    /// One number with its last five minutes; no line where there is nothing to draw.
    struct Meter {
        QLabel* name;
        widgets::Sparkline* line;
        QLabel* text;
        std::vector<QWidget*> parts() const;
    };
    Meter makeMeter(const QString& name, const QString& help, int color);
    void arrange();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showMeter(const Meter& meter, const QString& text, std::vector<double> values, double full);
    void setGpuShown(bool shown);
    void refresh();
    void refreshRun();
    void refreshHost();
    void refreshGpu();
    template<typename Get>
    std::vector<double> past(Get get) const;

    session::Workspace& m_workspace;
    session::Telemetry m_telemetry;
    std::vector<double> m_rates; ///< iterations a second, one a sample
    QScrollArea* m_scroll;       ///< the dock may be low
    QWidget* m_content;
    QGridLayout* m_grid;
    int m_columns = 0; ///< of meters, side by side
    widgets::PhaseBar* m_phases;
    Meter m_speed;
    Meter m_eta;
    Meter m_cpu;
    Meter m_memory;
    Meter m_gpu;
    Meter m_gpuMemory;
    Meter m_power;
    Meter m_temperature;
    QLabel* m_device;
};

/// Mean phases and whole seconds of the newest reports.
struct MeanTime {
    reports::PhaseSeconds phases;
    double whole = 0;
};
MeanTime meanTime(const std::vector<reports::IterationReport>& reports);

} // namespace ld3m::workbench
