#include "app/session/run_tree_model.h"

#include <algorithm>
#include <functional>
#include <set>

#include <QLocale>
#include <QStringList>

namespace ld3m::session {

/// A group or a run. Addresses stay while a row stays: indexes point at them.
struct RunTreeModel::Node {
    Node* parent = nullptr;
    QString folder; ///< of a group
    QString title;  ///< of a group
    RunSummary run; ///< of a run
    std::vector<std::unique_ptr<Node>> children = {};

    bool isRun() const { return parent && parent->parent; }
    int row() const {
        return int(std::ranges::find(parent->children, this, &std::unique_ptr<Node>::get) -
                   parent->children.begin());
    }
    int childOf(const std::filesystem::path& runFolder, int from = 0) const {
        for (int i = from; i < int(children.size()); ++i)
            if (children[std::size_t(i)]->run.folder == runFolder)
                return i;
        return -1;
    }
};

/// A run with its branches, as it should stand in the tree.
struct RunTreeModel::Wanted {
    const RunSummary* run;
    std::vector<Wanted> branches = {};
};

namespace {

QString grouped(std::int64_t number) {
    return QLocale(QLocale::English).toString(qlonglong(number));
}

QStringList tagsOf(const RunSummary& run) {
    QStringList tags;
    for (const std::string& tag : run.notes.tags)
        tags << QString::fromStdString(tag);
    return tags;
}

QString toolTip(const RunSummary& run) {
    QString text = QStringLiteral("%1\n%2, iteration %3 of %4")
                       .arg(QString::fromStdString(run.folder.string()), QString::fromStdString(badgeOf(run)),
                            grouped(run.iteration), grouped(run.iterations));
    if (run.accuracy)
        text += QStringLiteral("\naccuracy %1 %").arg(*run.accuracy * 100, 0, 'f', 1);
    if (run.resumable())
        text += QStringLiteral("\ncan be resumed from iteration %1").arg(run.checkpoint);
    if (!run.parent.empty())
        text += QStringLiteral("\nbranch of %1 at iteration %2")
                    .arg(QString::fromStdString(run.parent), grouped(run.parent_iteration));
    if (!run.notes.tags.empty())
        text += QStringLiteral("\ntags: %1").arg(tagsOf(run).join(", "));
    if (!run.notes.note.empty())
        text += QStringLiteral("\n\n%1").arg(QString::fromStdString(run.notes.note));
    return text;
}

std::string idOf(const RunSummary& run) {
    return run.folder.filename().string();
}

} // namespace

RunTreeModel::RunTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}

RunTreeModel::~RunTreeModel() = default;

void RunTreeModel::setGroup(const QString& folder, const QString& title) {
    if (const int row = rowOf(folder); row >= 0) {
        m_root->children[std::size_t(row)]->title = title;
        Q_EMIT dataChanged(index(row, 0), index(row, 0));
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_root->children.push_back(std::make_unique<Node>(Node{m_root.get(), folder, title, {}}));
    endInsertRows();
}

void RunTreeModel::setRuns(const QString& groupFolder, const std::vector<RunSummary>& runs) {
    const int groupRow = rowOf(groupFolder);
    if (groupRow < 0)
        return;
    std::set<std::string> ids;
    for (const RunSummary& run : runs)
        ids.insert(idOf(run));
    std::set<const RunSummary*> placed; // folders copied by hand may claim to be each other's parents
    const std::function<std::vector<Wanted>(const std::string&)> under = [&](const std::string& parent) {
        std::vector<Wanted> wanted;
        for (const RunSummary& run : runs) {
            const bool here = parent.empty() ? !ids.contains(run.parent) || run.parent == idOf(run)
                                             : run.parent == parent && run.parent != idOf(run);
            if (here && placed.insert(&run).second)
                wanted.push_back({&run, under(idOf(run))});
        }
        return wanted;
    };
    std::vector<Wanted> wanted = under({});
    for (const RunSummary& run : runs)
        if (placed.insert(&run).second) // in a ring of parents
            wanted.push_back({&run, under(idOf(run))});
    settle(*m_root->children[std::size_t(groupRow)], wanted);
}

void RunTreeModel::settle(Node& node, const std::vector<Wanted>& wanted) {
    const QModelIndex parent = indexOf(node);
    auto& known = node.children;
    for (int row = int(known.size()) - 1; row >= 0; --row) {
        const auto stays = [&](const Wanted& each) {
            return each.run->folder == known[std::size_t(row)]->run.folder;
        };
        if (std::ranges::any_of(wanted, stays))
            continue;
        beginRemoveRows(parent, row, row);
        known.erase(known.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        const RunSummary& run = *wanted[std::size_t(row)].run;
        const int from = node.childOf(run.folder, row);
        if (from < 0) {
            beginInsertRows(parent, row, row);
            known.insert(known.begin() + row, std::make_unique<Node>(Node{&node, {}, {}, run}));
            endInsertRows();
        } else if (from > row) {
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(known.begin() + row, known.begin() + from, known.begin() + from + 1);
            endMoveRows();
        }
        Node& child = *known[std::size_t(row)];
        if (child.run != run) {
            child.run = run;
            Q_EMIT dataChanged(indexOf(child), indexOf(child));
        }
        settle(child, wanted[std::size_t(row)].branches);
    }
}

void RunTreeModel::clear() {
    beginResetModel();
    m_root->children.clear();
    endResetModel();
}

QModelIndex RunTreeModel::indexOf(const std::filesystem::path& runFolder) const {
    const std::function<const Node*(const Node&)> find = [&](const Node& node) -> const Node* {
        for (const auto& child : node.children) {
            if (child->isRun() && child->run.folder == runFolder)
                return child.get();
            if (const Node* deeper = find(*child))
                return deeper;
        }
        return nullptr;
    };
    const Node* found = find(*m_root);
    return found ? indexOf(*found) : QModelIndex();
}

const RunSummary* RunTreeModel::runAt(const QModelIndex& index) const {
    const Node* node = nodeOf(index);
    return node->isRun() ? &node->run : nullptr;
}

int RunTreeModel::runCount() const {
    const std::function<int(const Node&)> count = [&](const Node& node) {
        int sum = node.isRun() ? 1 : 0;
        for (const auto& child : node.children)
            sum += count(*child);
        return sum;
    };
    return count(*m_root);
}

RunTreeModel::Node* RunTreeModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex RunTreeModel::indexOf(const Node& node) const {
    return node.parent ? createIndex(node.row(), 0, &node) : QModelIndex();
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[std::size_t(row)].get());
}

QModelIndex RunTreeModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(*nodeOf(child)->parent) : QModelIndex();
}

int RunTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int RunTreeModel::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Node& node = *nodeOf(index);
    if (node.isRun())
        return runData(node.run, role);
    switch (role) {
    case Qt::DisplayRole:
        return node.title;
    case Qt::ToolTipRole:
    case folderRole:
        return node.folder;
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
    case parentRole:
        return QString::fromStdString(run.parent);
    case tagsRole:
        return tagsOf(run);
    case noteRole:
        return QString::fromStdString(run.notes.note);
    case archivedRole:
        return run.notes.archived;
    default:
        return {};
    }
}

int RunTreeModel::rowOf(const QString& groupFolder) const {
    const auto found = std::ranges::find_if(m_root->children,
                                            [&](const auto& group) { return group->folder == groupFolder; });
    return found == m_root->children.end() ? -1 : int(found - m_root->children.begin());
}

} // namespace ld3m::session
