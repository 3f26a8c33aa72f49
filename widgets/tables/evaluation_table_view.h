// The evaluations of a run: a list of iterations, newest first, the table of the chosen one, and the classes
// of a row.
#pragma once

#include <QWidget>

#include <vector>

#include "core/reports/evaluation_table.h"

class QComboBox;
class QLabel;
class QStackedLayout;
class QTableView;

namespace ld3m::widgets {

class ClassAnswersPane;
class EvaluationTableModel;

/// Which evaluation of a run is shown: the one known at the shown iteration, the last, or the best on the
/// test images.
enum class EvaluationRule { shown, last, best };

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
    /// Shows the newest evaluation at or before this iteration (for scrubbing), unless the last or the best
    /// is asked for. Does not signal.
    void showIteration(std::int64_t iteration);
    /// Iteration of the shown table; -1 when there is none.
    std::int64_t shownIteration() const;
    EvaluationTableModel* model() const { return m_model; }
    /// The classes of the row that was clicked; hidden until one was.
    ClassAnswersPane* classes() const { return m_classes; }
    EvaluationRule rule() const;

Q_SIGNALS:
    void evaluationChosen(qint64 iteration); ///< in the list
    /// A cell was clicked; its classes are shown.
    void networkChosen(const QString& set, const QString& network);

private:
    void refresh();
    void showTable(int index);
    void showByRule();
    void openClasses(const reports::EvaluationRow& row);
    void refreshClasses();
    QWidget* tablePage();

    std::vector<reports::EvaluationTable> m_tables; ///< newest first
    std::int64_t m_iteration = -1;                  ///< last asked for; -1: the newest
    std::string m_set, m_network;                   ///< whose classes are open; empty for none
    QComboBox* m_choice;
    QComboBox* m_rule;
    QLabel* m_protocol;
    QLabel* m_empty;
    QTableView* m_view;
    QStackedLayout* m_pages;
    EvaluationTableModel* m_model;
    ClassAnswersPane* m_classes;
};

} // namespace ld3m::widgets
