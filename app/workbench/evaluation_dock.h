// How good the shown run's images are: one table for each evaluation, at the shown iteration.
#pragma once

#include <vector>

#include <QDockWidget>

#include "app/session/workspace.h"

namespace ld3m::widgets {
class EvaluationTableView;
}

namespace ld3m::workbench {

class EvaluationDock : public QDockWidget {
    Q_OBJECT
public:
    EvaluationDock(session::Workspace& workspace, QWidget* parent = nullptr);

    widgets::EvaluationTableView* table() const { return m_table; }
    void showIteration(std::int64_t iteration);

private:
    void bind(session::RunHistory* history);

    widgets::EvaluationTableView* m_table;
    std::vector<QMetaObject::Connection> m_connections;
};

} // namespace ld3m::workbench
