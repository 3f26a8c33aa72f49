#include "app/session/run_tree_model.h"

#include <algorithm>

#include <QLocale>

namespace ld3m::session {
namespace {

QString toolTip(const RunSummary& run) {
    QString text = QStringLiteral("%1\n%2, iteration %3 of %4")
                       .arg(QString::fromStdString(run.folder.string()), QString::fromStdString(badgeOf(run)),
                            QLocale(QLocale::English).toString(qlonglong(run.iteration)),
                            QLocale(QLocale::English).toString(qlonglong(run.iterations)));
    if (run.accuracy)
        text += QStringLiteral("\naccuracy %1 %").arg(*run.accuracy * 100, 0, 'f', 1);
    if (run.resumable())
        text += QStringLiteral("\ncan be resumed from iteration %1").arg(run.checkpoint);
    return text;
}

} // namespace

void RunTreeModel::setGroup(const QString& folder, const QString& title) {
    if (const int row = rowOf(folder); row >= 0) {
        m_groups[std::size_t(row)]->title = title;
        Q_EMIT dataChanged(index(row, 0), index(row, 0));
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_groups.push_back(std::make_unique<Group>(Group{folder, title, {}}));
    endInsertRows();
}

void RunTreeModel::setRuns(const QString& groupFolder, const std::vector<RunSummary>& runs) {
    const int groupRow = rowOf(groupFolder);
    if (groupRow < 0)
        return;
    const QModelIndex parent = index(groupRow, 0);
    std::vector<RunSummary>& known = m_groups[std::size_t(groupRow)]->runs;
    for (int row = int(known.size()) - 1; row >= 0; --row) {
        if (std::ranges::find(runs, known[std::size_t(row)].folder, &RunSummary::folder) != runs.end())
            continue;
        beginRemoveRows(parent, row, row);
        known.erase(known.begin() + row);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int row = int(i);
        if (i < known.size() && known[i].folder == runs[i].folder) {
            if (known[i] == runs[i])
                continue;
            known[i] = runs[i];
            Q_EMIT dataChanged(index(row, 0, parent), index(row, 0, parent));
            continue;
        }
        const auto elsewhere =
            std::ranges::find(known.begin() + row, known.end(), runs[i].folder, &RunSummary::folder);
        if (elsewhere != known.end()) {
            const int from = int(elsewhere - known.begin());
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(known.begin() + row, elsewhere, elsewhere + 1);
            known[i] = runs[i];
            endMoveRows();
            Q_EMIT dataChanged(index(row, 0, parent), index(row, 0, parent));
        } else {
            beginInsertRows(parent, row, row);
            known.insert(known.begin() + row, runs[i]);
            endInsertRows();
        }
    }
}

void RunTreeModel::clear() {
    beginResetModel();
    m_groups.clear();
    endResetModel();
}

QModelIndex RunTreeModel::indexOf(const std::filesystem::path& runFolder) const {
    for (int group = 0; group < rowCount(); ++group) {
        const std::vector<RunSummary>& runs = m_groups[std::size_t(group)]->runs;
        const auto found = std::ranges::find(runs, runFolder, &RunSummary::folder);
        if (found != runs.end())
            return index(int(found - runs.begin()), 0, index(group, 0));
    }
    return {};
}

const RunSummary* RunTreeModel::runAt(const QModelIndex& index) const {
    const auto* group = static_cast<const Group*>(index.internalPointer());
    return index.isValid() && group ? &group->runs[std::size_t(index.row())] : nullptr;
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_groups[std::size_t(parent.row())].get() : nullptr);
}

QModelIndex RunTreeModel::parent(const QModelIndex& child) const {
    const auto* group = static_cast<const Group*>(child.internalPointer());
    return child.isValid() && group ? createIndex(rowOf(group->folder), 0, nullptr) : QModelIndex();
}

int RunTreeModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalPointer() || parent.column() != 0
               ? 0
               : int(m_groups[std::size_t(parent.row())]->runs.size());
}

int RunTreeModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (const RunSummary* run = runAt(index))
        return runData(*run, role);
    const Group& group = *m_groups[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return group.title;
    case Qt::ToolTipRole:
    case folderRole:
        return group.folder;
    case isRunRole:
        return false;
    default:
        return {};
    }
}

QVariant RunTreeModel::runData(const RunSummary& run, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(run.name);
    case Qt::ToolTipRole:
        return toolTip(run);
    case folderRole:
        return QString::fromStdString(run.folder.string());
    case isRunRole:
        return true;
    case badgeRole:
        return QString::fromStdString(badgeOf(run));
    case iterationRole:
        return qlonglong(run.iteration);
    case iterationsRole:
        return qlonglong(run.iterations);
    case accuracyRole:
        return run.accuracy ? QVariant(*run.accuracy) : QVariant();
    case resumableRole:
        return run.resumable();
    default:
        return {};
    }
}

int RunTreeModel::rowOf(const QString& groupFolder) const {
    const auto found =
        std::ranges::find_if(m_groups, [&](const auto& group) { return group->folder == groupFolder; });
    return found == m_groups.end() ? -1 : int(found - m_groups.begin());
}

} // namespace ld3m::session
