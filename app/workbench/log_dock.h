// What happened, in words: the program's log and the events of this window's runs.
#pragma once

#include <memory>

#include <QDockWidget>
#include <QTime>
#include <QTimer>

#include "app/session/workspace.h"
#include "core/base/log.h"

namespace ld3m::widgets {
class LogView;
}

namespace ld3m::workbench {

class LogDock : public QDockWidget {
    Q_OBJECT
public:
    /// Takes the log's lines while it lives.
    LogDock(session::Workspace& workspace, QWidget* parent = nullptr);
    ~LogDock() override;

    widgets::LogView* view() const { return m_view; }

private:
    struct Line {
        base::log::Level level;
        std::string text;
        QTime time;
    };

    void drain();
    void follow(session::RunSession* session);

    widgets::LogView* m_view;
    std::shared_ptr<base::Channel<Line>> m_lines;
    QTimer m_timer;
};

} // namespace ld3m::workbench
