// One evaluation as a Qt table: rows are networks, columns the sets.
#pragma once

#include <QAbstractTableModel>

#include <optional>

#include "core/reports/evaluation_table.h"

namespace ld3m::widgets {

/// Column 0 is the network; then one column per set, in the order they appear. A last row "all" averages the
/// networks where there are several, and one more the average over those that did not distil the set, where
/// the table has it. The best set of each row is bold.
class EvaluationTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { meanRole = Qt::UserRole, deviationRole, bestRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const reports::EvaluationTable& table);
    const reports::EvaluationTable& table() const { return m_table; }
    /// The row behind a cell; nullptr for the name column, the "all" row and missing cells.
    const reports::EvaluationRow* rowAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Cell {
        bool exists = false;
        double mean = 0;
        std::optional<double> deviation;
    };
    Cell cell(int row, int column) const;
    bool isBest(int row, int column) const;
    bool isAverage(int row) const;
    bool isUnseen(int row) const;
    std::string networkOf(int row) const;
    int averages() const;

    reports::EvaluationTable m_table;
    std::vector<std::string> m_networks;
    std::vector<std::string> m_sets;
    bool m_unseen = false; ///< the table averages over unseen networks
};

} // namespace ld3m::widgets
