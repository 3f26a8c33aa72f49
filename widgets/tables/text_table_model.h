// Any reports::TextTable as a Qt table: what a paper would show, marked cells in bold.
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "core/reports/text_table.h"

namespace ld3m::widgets {

/// Column 0 has the names. A table of the same heads and rows changes its cells only: selection and scrolling
/// stay.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ruleAboveRole = Qt::UserRole, ///< bool: a line parts this row from the one above
        markedRole,                   ///< bool
        headColorRole                 ///< int, of a head: see widgets::seriesColor; invalid: none
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const reports::TextTable& table);
    const reports::TextTable& table() const { return m_table; }
    /// Of the columns, see seriesColor: whose numbers they hold; negative or missing: none.
    void setHeadColors(const std::vector<int>& colors);
    /// Tool tips of the rows' names; missing ones have none.
    void setRowHelp(const QStringList& help) { m_help = help; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const reports::TextCell* cellAt(const QModelIndex& index) const;
    bool isNumeric(int column) const;
    QVariant nameData(int row, int role) const;

    reports::TextTable m_table;
    std::vector<bool> m_numeric; ///< by column: it holds a number
    std::vector<int> m_colors;
    QStringList m_help;
};

} // namespace ld3m::widgets
