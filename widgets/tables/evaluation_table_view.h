// The evaluations of a run: a list of iterations, newest first, and the table of the chosen one.
#pragma once

#include <QWidget>

#include <vector>

#include "core/reports/evaluation_table.h"

class QComboBox;
class QLabel;
class QStackedLayout;
class QTableView;

namespace ld3m::widgets {

class EvaluationTableModel;

class EvaluationTableView : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationTableView(QWidget* parent = nullptr);

    /// All evaluations, in any order; the newest is shown.
    void setTables(std::vector<reports::EvaluationTable> tables);
    /// One more; it is shown where the newest was shown before.
    void addTable(const reports::EvaluationTable& table);
    void clear();
    void setEmptyText(const QString& text);
    /// Shows the newest evaluation at or before this iteration (for scrubbing). Does not signal.
    void showIteration(std::int64_t iteration);
    /// Iteration of the shown table; -1 when there is none.
    std::int64_t shownIteration() const;
    EvaluationTableModel* model() const { return m_model; }

Q_SIGNALS:
    void evaluationChosen(qint64 iteration); ///< in the list
    /// A cell was clicked: for per-class accuracy.
    void networkChosen(const QString& set, const QString& network);

private:
    void refresh(int shown);
    void showTable(int index);

    std::vector<reports::EvaluationTable> m_tables; ///< newest first
    QComboBox* m_choice;
    QLabel* m_protocol;
    QLabel* m_empty;
    QTableView* m_view;
    QStackedLayout* m_pages;
    EvaluationTableModel* m_model;
};

} // namespace ld3m::widgets
