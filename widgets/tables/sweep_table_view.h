// The table of a sweep with its filter, its grouping over seeds and its ways out.
#pragma once

#include <QSet>
#include <QWidget>

#include <optional>

#include "core/reports/text_table.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace ld3m::widgets {

class SweepTableModel;
class SweepTableOrder;

/// Keys in the table: Ctrl+C copies the selected rows, Return opens the current one as a double click does.
class SweepTableView : public QWidget {
    Q_OBJECT

public:
    explicit SweepTableView(QWidget* parent = nullptr);

    SweepTableModel* model() const { return m_model; }
    SweepTableOrder* order() const { return m_order; }
    QTableView* table() const { return m_table; }
    QLineEdit* filterField() const { return m_filter; }
    QCheckBox* grouping() const { return m_grouping; }
    /// At the right of the filter.
    void addTool(QWidget* tool);
    /// Entries of the context menu that stand before the table's own.
    void setMenuActions(const QList<QAction*>& actions) { m_actions = actions; }
    QMenu* createContextMenu();

    /// Shows these points alone; nothing: all.
    void setChosen(std::optional<QSet<QString>> points);
    /// Of the selected rows, in the order in which they are shown.
    QStringList selectedPoints() const;
    void select(const QString& point);
    /// What is shown, in its order; the selected rows alone where `selected`.
    reports::TextTable shownTable(bool selected = false) const;
    /// To be called when the model has got another sweep: columns are fitted, grouping is offered or not.
    void tableChanged();

Q_SIGNALS:
    void selectionChanged();
    void pointActivated(const QString& point); ///< double click or Return; of a group its first point

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrangeColumns();
    void activate(const QModelIndex& index);
    void copySelected() const;
    void describe();

    SweepTableModel* m_model;
    SweepTableOrder* m_order;
    QLineEdit* m_filter;
    QCheckBox* m_grouping;
    QLabel* m_shown;
    QHBoxLayout* m_tools;
    QTableView* m_table;
    QList<QAction*> m_actions;
};

} // namespace ld3m::widgets
