#include "widgets/tables/text_table_model.h"

#include <QApplication>
#include <QFont>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

using reports::TextCell;
using reports::TextTable;

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

bool isShapedAlike(const TextTable& a, const TextTable& b) {
    return a.heads == b.heads && std::ranges::equal(a.rows, b.rows, [](const auto& one, const auto& other) {
               return one.name == other.name && one.ruleAbove == other.ruleAbove;
           });
}

/// What a reader of numbers has on one edge, so that their digits stand under each other.
QVariant aligned(bool right) {
    return QVariant(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

void TextTableModel::setTable(const TextTable& table) {
    const bool alike = isShapedAlike(m_table, table);
    if (!alike)
        beginResetModel();
    m_table = table;
    m_numeric.assign(table.heads.size(), false);
    for (const TextTable::Row& row : table.rows)
        for (std::size_t i = 0; i < row.cells.size() && i + 1 < m_numeric.size(); ++i)
            m_numeric[i + 1] = m_numeric[i + 1] || row.cells[i].number;
    if (!alike)
        endResetModel();
    else if (!table.rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void TextTableModel::setHeadColors(const std::vector<int>& colors) {
    m_colors = colors;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.heads.size());
}

const TextCell* TextTableModel::cellAt(const QModelIndex& index) const {
    const auto& cells = m_table.rows[static_cast<std::size_t>(index.row())].cells;
    const auto place = static_cast<std::size_t>(index.column() - 1);
    return place < cells.size() ? &cells[place] : nullptr;
}

bool TextTableModel::isNumeric(int column) const {
    return m_numeric[static_cast<std::size_t>(column)];
}

QVariant TextTableModel::nameData(int row, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return toQt(m_table.rows[static_cast<std::size_t>(row)].name);
    case Qt::ToolTipRole:
        return row < m_help.size() ? m_help[row] : QString();
    case Qt::TextAlignmentRole:
        return aligned(false);
    default:
        return {};
    }
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == ruleAboveRole)
        return m_table.rows[static_cast<std::size_t>(index.row())].ruleAbove;
    if (index.column() == 0)
        return nameData(index.row(), role);
    const TextCell* cell = cellAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return !cell || cell->text.empty() ? QStringLiteral("–") : toQt(reports::toText(*cell));
    case Qt::ToolTipRole: // long texts are cut in narrow columns
        return cell && !cell->number ? toQt(cell->text) : QString();
    case Qt::TextAlignmentRole:
        return aligned(isNumeric(index.column()));
    case Qt::FontRole: {
        QFont font = isNumeric(index.column()) ? tabularFont(QApplication::font()) : QApplication::font();
        font.setBold(cell && cell->best);
        return font;
    }
    case markedRole:
        return cell && cell->best;
    default:
        return {};
    }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return toQt(m_table.heads[static_cast<std::size_t>(section)]);
    case Qt::TextAlignmentRole:
        return aligned(isNumeric(section));
    case headColorRole: {
        const auto place = static_cast<std::size_t>(section);
        return place < m_colors.size() && m_colors[place] >= 0 ? QVariant(m_colors[place]) : QVariant();
    }
    default:
        return {};
    }
}

} // namespace ld3m::widgets
