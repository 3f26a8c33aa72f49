// A table under the sentence that says what it holds, with its ways into papers, notes and spreadsheets.
#pragma once

#include <QWidget>

#include <vector>

#include "core/reports/text_table.h"

class QLabel;
class QMenu;
class QTableView;

namespace ld3m::widgets {

class TextTableModel;

/// As high as its rows where there is room, else it scrolls. The context menu copies the whole table as
/// Markdown, LaTeX or CSV. Keys in the table: Ctrl+C copies its selected rows, parted by tabs.
class TextTableView : public QWidget {
    Q_OBJECT

public:
    explicit TextTableView(QWidget* parent = nullptr);

    /// Its caption stands above it; a table without rows shows the caption alone.
    void setTable(const reports::TextTable& table);
    /// See TextTableModel.
    void setHeadColors(const std::vector<int>& colors);
    /// What a screen reader calls it.
    void setName(const QString& name);
    TextTableModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    /// The caller owns it.
    QMenu* createContextMenu();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void copySelected() const;
    void fitColumns(bool anew);

    QLabel* m_caption;
    TextTableModel* m_model;
    QTableView* m_table;
};

} // namespace ld3m::widgets
