// The runs of a sweep as a Qt table: a row a point, or a row for all seeds of a point.
#pragma once

#include <QAbstractTableModel>
#include <QFont>
#include <QHash>
#include <QStringList>

#include <vector>

#include "core/sweeps/sweep_columns.h"

namespace ld3m::widgets {

/// What changes about some points is told by dataChanged() of their rows, another order by layoutChanged();
/// selection and scrolling stay. Only other points or other settings reset the model.
class SweepTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const sweeps::SweepTable& table);
    const sweeps::SweepTable& table() const { return m_table; }
    /// Where the points of the table stand now.
    void take(const sweeps::SweepStatus& status);
    /// Rows are mean ± deviation over seeds; does nothing where no seeds vary.
    void setGrouped(bool grouped);
    bool isGrouped() const { return m_grouped && sweeps::variesSeeds(m_table); }

    const std::vector<sweeps::SweepColumn>& columns() const { return m_columns; }
    /// The points behind a row.
    QStringList pointsOf(int row) const;
    /// The row that stands for a point; -1 for none.
    int rowOf(const QString& point) const;
    /// Null for rows of groups.
    const sweeps::PointStatus* statusOf(int row) const;
    reports::TextCell cell(int row, int column) const;
    /// By number where both have one, what was not measured behind everything, else by their text.
    /// Negative: left is smaller; missing ones are larger than all others.
    int compare(int left, int right, int column) const;
    bool isMissing(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    void retell(const std::vector<sweeps::SweepRow>& before);
    void reorder(const sweeps::SweepTable& table);
    void findBest();
    QVariant styleOf(const QModelIndex& index, int role) const;
    QString toolTipOf(int row, int column) const;
    const QFont& fontOf(bool bold) const;
    const reports::TextCell& known(int row, int column) const;

    sweeps::SweepTable m_table;
    std::vector<sweeps::SeedGroup> m_groups; ///< of m_table; empty while rows are points
    std::vector<sweeps::SweepColumn> m_columns;
    /// Made when first asked for; empty rows were not, or are out of date.
    mutable std::vector<std::vector<reports::TextCell>> m_cells;
    QHash<QString, int> m_rowOf; ///< by point
    bool m_grouped = false;
    mutable QFont m_fontFor, m_plain, m_bold; ///< the application's, and made of it
    double m_best = 0;                        ///< accuracy, as the cells have it; 0: nothing to mark
};

} // namespace ld3m::widgets
