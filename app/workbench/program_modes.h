// What the program does instead of waiting for a person: pictures, measurements, the soak. Each ends the
// event loop.
#pragma once

#include <memory>

#include "app/workbench/arguments.h"
#include "app/workbench/event_watch.h"
#include "app/workbench/main_window.h"

namespace ld3m::workbench {

class ProgramModes {
public:
    /// Before anything is opened: what watches from the start. All must outlive this object.
    ProgramModes(const Arguments& arguments, WatchedApplication& application, MainWindow& window,
                 session::Workspace& workspace);
    ~ProgramModes();

    /// After the window is shown.
    void begin();

private:
    void measureLatency();
    void takeScreenshots();

    struct Parts;

    const Arguments& m_arguments;
    WatchedApplication& m_application;
    MainWindow& m_window;
    session::Workspace& m_workspace;
    std::unique_ptr<Parts> m_parts;
};

} // namespace ld3m::workbench
