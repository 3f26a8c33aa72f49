// Long work beside a run, in the status bar: what it is, how far, and a button that cancels it.
#pragma once

#include <QWidget>

#include "app/session/background_task.h"

class QHBoxLayout;

namespace ld3m::workbench {

class TaskStrip : public QWidget {
    Q_OBJECT
public:
    explicit TaskStrip(QWidget* parent = nullptr);

    /// Shows the task until it ends; it must live until then. Several may be shown.
    void show(session::BackgroundTask* task);
    int count() const { return m_count; }

private:
    QHBoxLayout* m_row;
    int m_count = 0;
};

} // namespace ld3m::workbench
