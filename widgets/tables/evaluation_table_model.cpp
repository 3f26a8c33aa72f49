#include "widgets/tables/evaluation_table_model.h"

#include <QApplication>
#include <QFont>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

void addOnce(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

QString percent(double share) {
    return QString::number(share * 100, 'f', 1);
}

} // namespace

void EvaluationTableModel::setTable(const reports::EvaluationTable& table) {
    beginResetModel();
    m_table = table;
    m_networks.clear();
    m_sets.clear();
    m_unseen = false;
    for (const reports::EvaluationRow& row : table.rows) {
        addOnce(m_sets, row.set);
        if (row.network == reports::kUnseenAverage)
            m_unseen = true;
        else
            addOnce(m_networks, row.network);
    }
    endResetModel();
}

bool EvaluationTableModel::isAverage(int row) const {
    return m_networks.size() > 1 && row == static_cast<int>(m_networks.size());
}

bool EvaluationTableModel::isUnseen(int row) const {
    return m_unseen && row == rowCount() - 1;
}

int EvaluationTableModel::averages() const {
    return (m_networks.size() > 1 ? 1 : 0) + (m_unseen ? 1 : 0);
}

std::string EvaluationTableModel::networkOf(int row) const {
    return isUnseen(row) ? reports::kUnseenAverage : m_networks[static_cast<std::size_t>(row)];
}

const reports::EvaluationRow* EvaluationTableModel::rowAt(const QModelIndex& index) const {
    if (!index.isValid() || index.column() == 0 || isAverage(index.row()))
        return nullptr;
    const std::string network = networkOf(index.row());
    const auto at =
        std::find_if(m_table.rows.begin(), m_table.rows.end(), [&](const reports::EvaluationRow& row) {
            return row.network == network && row.set == m_sets[static_cast<std::size_t>(index.column() - 1)];
        });
    return at == m_table.rows.end() ? nullptr : &*at;
}

int EvaluationTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_networks.size()) + averages();
}

int EvaluationTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_networks.empty() ? 0 : static_cast<int>(m_sets.size()) + 1;
}

EvaluationTableModel::Cell EvaluationTableModel::cell(int row, int column) const {
    if (!isAverage(row)) {
        const auto* found = rowAt(index(row, column));
        return found ? Cell{true, found->mean(), found->deviation()} : Cell{};
    }
    // Only an average over every network can be compared with another set's.
    double sum = 0;
    for (int network = 0; network < row; ++network) {
        const auto* found = rowAt(index(network, column));
        if (!found)
            return {};
        sum += found->mean();
    }
    return {true, sum / row, std::nullopt};
}

bool EvaluationTableModel::isBest(int row, int column) const {
    const Cell own = cell(row, column);
    int others = 0;
    for (int other = 1; other < columnCount(); ++other) {
        const Cell each = cell(row, other);
        others += each.exists && other != column ? 1 : 0;
        if (each.exists && each.mean > own.mean)
            return false;
    }
    return own.exists && others > 0;
}

QVariant EvaluationTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (index.column() == 0) {
        if (role != Qt::DisplayRole)
            return {};
        return isAverage(index.row()) ? tr("all") : QString::fromStdString(networkOf(index.row()));
    }
    const Cell own = cell(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (!own.exists)
            return QStringLiteral("–");
        return own.deviation ? tr("%1 ± %2").arg(percent(own.mean), percent(*own.deviation))
                             : percent(own.mean);
    case Qt::FontRole: {
        QFont font = tabularFont(QApplication::font());
        font.setBold(isBest(index.row(), index.column()));
        return font;
    }
    case Qt::ForegroundRole:
        return isBest(index.row(), index.column()) ? QVariant(seriesColor(index.column() - 1)) : QVariant();
    case Qt::ToolTipRole:
        if (const auto* row = rowAt(index))
            return row->accuracies.size() == 1
                       ? tr("1 run, accuracy in %")
                       : tr("%1 runs, mean ± standard deviation in %").arg(row->accuracies.size());
        return {};
    case meanRole:
        return own.exists ? QVariant(own.mean) : QVariant();
    case deviationRole:
        return own.deviation ? QVariant(*own.deviation) : QVariant();
    case bestRole:
        return isBest(index.row(), index.column());
    default:
        return {};
    }
}

QVariant EvaluationTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    return section == 0
               ? tr("network")
               : tr("%1\nin %").arg(QString::fromStdString(m_sets[static_cast<std::size_t>(section - 1)]));
}

} // namespace ld3m::widgets
