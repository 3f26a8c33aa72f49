#include "widgets/tables/sweep_table_order.h"

#include <algorithm>

#include "widgets/tables/sweep_table_model.h"

namespace ld3m::widgets {

SweepTableOrder::SweepTableOrder(SweepTableModel* model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model) {
    setSourceModel(model);
}

void SweepTableOrder::setFilter(const QString& text) {
    m_filter = text;
    m_words = text.split(' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void SweepTableOrder::setChosen(std::optional<QSet<QString>> points) {
    if (points == m_chosen)
        return;
    m_chosen = std::move(points);
    invalidateFilter();
}

bool SweepTableOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int column = left.column();
    const bool missing = m_model->isMissing(left.row(), column);
    if (missing != m_model->isMissing(right.row(), column))
        return sortOrder() == Qt::AscendingOrder ? !missing : missing;
    return m_model->compare(left.row(), right.row(), column) < 0;
}

bool SweepTableOrder::holds(int row, const QString& word) const {
    const auto named = word.indexOf('=');
    const QString head = named > 0 ? word.left(named) : QString();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString cell = m_model->index(row, column).data().toString();
        if (head.isEmpty() ? cell.contains(word, Qt::CaseInsensitive)
                           : m_model->headerData(column, Qt::Horizontal).toString() == head &&
                                 cell == word.mid(named + 1))
            return true;
    }
    return false;
}

bool SweepTableOrder::filterAcceptsRow(int row, const QModelIndex&) const {
    if (m_chosen) {
        const QStringList points = m_model->pointsOf(row);
        if (std::ranges::none_of(points, [this](const QString& point) { return m_chosen->contains(point); }))
            return false;
    }
    return std::ranges::all_of(m_words, [&](const QString& word) { return holds(row, word); });
}

} // namespace ld3m::widgets
