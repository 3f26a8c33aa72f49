#include "app/session/run_filter_model.h"

#include <algorithm>

#include "app/session/run_tree_model.h"

namespace ld3m::session {

RunFilterModel::RunFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
}

void RunFilterModel::setWords(const QString& words) {
    m_words = words.split(' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilterModel::setArchivedShown(bool shown) {
    m_archivedShown = shown;
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!index.data(RunTreeModel::isRunRole).toBool())
        return true; // groups stay, empty or not
    if (!m_archivedShown && index.data(RunTreeModel::archivedRole).toBool())
        return false;
    const QString about =
        QStringList{index.data().toString(), index.data(RunTreeModel::folderRole).toString().section('/', -1),
                    index.data(RunTreeModel::tagsRole).toStringList().join(' '),
                    index.data(RunTreeModel::noteRole).toString(),
                    index.data(RunTreeModel::badgeRole).toString()}
            .join(' ');
    return std::ranges::all_of(
        m_words, [&](const QString& word) { return about.contains(word, Qt::CaseInsensitive); });
}

} // namespace ld3m::session
