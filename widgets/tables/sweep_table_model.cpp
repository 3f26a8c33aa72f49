#include "widgets/tables/sweep_table_model.h"

#include <algorithm>
#include <utility>

namespace ld3m::widgets {

using sweeps::SweepColumn;
using Kind = SweepColumn::Kind;

namespace {

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

bool samePoints(const sweeps::SweepTable& left, const sweeps::SweepTable& right) {
    if (left.keys != right.keys || left.rows.size() != right.rows.size())
        return false;
    std::vector<std::string> ids[2];
    for (const auto& row : left.rows)
        ids[0].push_back(row.status.id);
    for (const auto& row : right.rows)
        ids[1].push_back(row.status.id);
    std::ranges::sort(ids[0]);
    std::ranges::sort(ids[1]);
    return ids[0] == ids[1];
}

bool sameOrder(const sweeps::SweepTable& left, const sweeps::SweepTable& right) {
    return std::ranges::equal(
        left.rows, right.rows, {}, [](const auto& row) { return row.status.id; },
        [](const auto& row) { return row.status.id; });
}

} // namespace

void SweepTableModel::setTable(const sweeps::SweepTable& table) {
    if (!samePoints(m_table, table)) {
        beginResetModel();
        m_table = table;
        rebuild();
        endResetModel();
    } else if (!sameOrder(m_table, table)) {
        reorder(table);
    } else {
        std::vector<sweeps::SweepRow> before = std::exchange(m_table.rows, table.rows);
        retell(before);
    }
}

void SweepTableModel::take(const sweeps::SweepStatus& status) {
    sweeps::SweepTable table = m_table;
    table.take(status);
    setTable(table);
}

void SweepTableModel::setGrouped(bool grouped) {
    if (grouped == m_grouped)
        return;
    beginResetModel();
    m_grouped = grouped;
    rebuild();
    endResetModel();
}

void SweepTableModel::rebuild() {
    m_groups = isGrouped() ? sweeps::groupsOverSeeds(m_table) : std::vector<sweeps::SeedGroup>();
    m_columns = isGrouped() ? sweeps::groupColumnsOf(m_table) : sweeps::columnsOf(m_table);
    if (m_table.rows.empty())
        m_columns.clear();
    m_cells.assign(static_cast<std::size_t>(rowCount()), {});
    m_rowOf.clear();
    for (int row = 0; row < rowCount(); ++row)
        for (const QString& point : pointsOf(row))
            m_rowOf.insert(point, row);
    findBest();
}

/// Tells the rows in which something changed, and those whose mark of the best did.
void SweepTableModel::retell(const std::vector<sweeps::SweepRow>& before) {
    std::vector<bool> changed(before.size());
    for (std::size_t row = 0; row < before.size(); ++row)
        changed[row] = before[row] != m_table.rows[row];
    if (std::ranges::find(changed, true) == changed.end())
        return;
    const double best = m_best;
    if (isGrouped())
        m_groups = sweeps::groupsOverSeeds(m_table);
    for (int row = 0; row < rowCount(); ++row) {
        const auto place = static_cast<std::size_t>(row);
        const bool news = m_groups.empty()
                              ? changed[place]
                              : std::ranges::any_of(m_groups[place].rows, [&](const sweeps::SweepRow* each) {
                                    return changed[static_cast<std::size_t>(each - m_table.rows.data())];
                                });
        if (news)
            m_cells[place].clear();
        if (news)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    findBest();
    if (best != m_best)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::FontRole});
}

void SweepTableModel::reorder(const sweeps::SweepTable& table) {
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList old = persistentIndexList();
    QStringList points;
    for (const QModelIndex& each : old)
        points << pointsOf(each.row()).value(0);
    m_table = table;
    rebuild();
    QModelIndexList moved;
    for (int i = 0; i < old.size(); ++i)
        moved << index(rowOf(points[i]), old[i].column());
    changePersistentIndexList(old, moved);
    Q_EMIT layoutChanged();
}

void SweepTableModel::findBest() {
    m_best = 0;
    int measured = 0;
    for (int column = 0; column < columnCount(); ++column) {
        const SweepColumn& each = m_columns[static_cast<std::size_t>(column)];
        if (each.kind != Kind::quantity || each.quantity != sweeps::Quantity::accuracy)
            continue;
        for (int row = 0; row < rowCount(); ++row)
            if (const auto& number = known(row, column).number) {
                ++measured;
                m_best = std::max(m_best, *number);
            }
    }
    if (measured < 2)
        m_best = 0;
}

QStringList SweepTableModel::pointsOf(int row) const {
    QStringList points;
    if (row < 0 || row >= rowCount())
        return points;
    if (m_groups.empty())
        return {toQt(m_table.rows[static_cast<std::size_t>(row)].status.id)};
    for (const sweeps::SweepRow* each : m_groups[static_cast<std::size_t>(row)].rows)
        points << toQt(each->status.id);
    return points;
}

int SweepTableModel::rowOf(const QString& point) const {
    return m_rowOf.value(point, -1);
}

const sweeps::PointStatus* SweepTableModel::statusOf(int row) const {
    return m_groups.empty() && row >= 0 && row < rowCount()
               ? &m_table.rows[static_cast<std::size_t>(row)].status
               : nullptr;
}

const reports::TextCell& SweepTableModel::known(int row, int column) const {
    std::vector<reports::TextCell>& cells = m_cells[static_cast<std::size_t>(row)];
    if (cells.empty())
        for (const SweepColumn& each : m_columns)
            cells.push_back(m_groups.empty()
                                ? sweeps::cellOf(m_table.rows[static_cast<std::size_t>(row)], each)
                                : sweeps::cellOf(m_groups[static_cast<std::size_t>(row)], each));
    return cells[static_cast<std::size_t>(column)];
}

reports::TextCell SweepTableModel::cell(int row, int column) const {
    return known(row, column);
}

bool SweepTableModel::isMissing(int row, int column) const {
    return known(row, column).text.empty();
}

int SweepTableModel::compare(int left, int right, int column) const {
    const reports::TextCell& a = known(left, column);
    const reports::TextCell& b = known(right, column);
    if (a.text.empty() != b.text.empty())
        return a.text.empty() ? 1 : -1;
    if (a.number && b.number)
        return *a.number < *b.number ? -1 : *a.number > *b.number ? 1 : 0;
    return a.text.compare(b.text);
}

int SweepTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_groups.empty() ? m_table.rows.size() : m_groups.size());
}

int SweepTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

} // namespace ld3m::widgets
