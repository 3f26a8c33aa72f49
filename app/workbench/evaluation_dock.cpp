#include "app/workbench/evaluation_dock.h"

#include "widgets/tables/evaluation_table_view.h"

namespace ld3m::workbench {

using session::RunHistory;

EvaluationDock::EvaluationDock(session::Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Evaluation"), parent), m_table(new widgets::EvaluationTableView(this)) {
    setObjectName("evaluationDock");
    m_table->setEmptyText(tr("Networks are trained on the synthetic images and tested on real ones; "
                             "their accuracies appear here, beside random real images."));
    setWidget(m_table);
    connect(&workspace, &session::Workspace::shownChanged, this, &EvaluationDock::bind);
}

void EvaluationDock::showIteration(std::int64_t iteration) {
    m_table->showIteration(iteration);
}

void EvaluationDock::bind(RunHistory* history) {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_table->clear();
    if (!history)
        return;
    m_table->setTables(history->evaluations());
    m_connections = {
        connect(history, &RunHistory::evaluated, m_table, &widgets::EvaluationTableView::addTable),
        connect(history, &RunHistory::cleared, m_table, &widgets::EvaluationTableView::clear)};
}

} // namespace ld3m::workbench
