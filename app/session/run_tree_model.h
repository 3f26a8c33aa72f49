// Projects and their runs as a Qt tree, branches under the run they came from: column 0 has everything, roles
// have the parts.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractItemModel>

#include "app/session/run_summary.h"

namespace ld3m::session {

class RunTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        folderRole = Qt::UserRole, ///< QString; of a group: the project folder, empty for loose runs
        isRunRole,                 ///< bool
        badgeRole,                 ///< "running", "interrupted", ...; empty for groups
        iterationRole,             ///< qint64, done
        iterationsRole,            ///< qint64, asked for
        accuracyRole,              ///< double in [0,1], invalid when unknown
        resumableRole,             ///< bool
        parentRole,                ///< QString: id of the run it branched from; empty for none
        tagsRole,                  ///< QStringList
        noteRole,                  ///< QString
        archivedRole               ///< bool
    };

    explicit RunTreeModel(QObject* parent = nullptr);
    ~RunTreeModel() override;

    /// Adds a group or renames the one with this folder.
    void setGroup(const QString& folder, const QString& title);
    /// The runs of a group, in order; rows that stay keep their place, selection and expansion. A branch
    /// stands under its parent where that is in the same group.
    void setRuns(const QString& groupFolder, const std::vector<RunSummary>& runs);
    void clear();

    /// Invalid when there is no such run.
    QModelIndex indexOf(const std::filesystem::path& runFolder) const;
    /// Null for groups and invalid indexes.
    const RunSummary* runAt(const QModelIndex& index) const;
    const RunSummary* run(const std::filesystem::path& runFolder) const { return runAt(indexOf(runFolder)); }
    /// Of all groups, at every depth.
    int runCount() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    struct Wanted;

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node) const;
    int rowOf(const QString& groupFolder) const;
    void settle(Node& node, const std::vector<Wanted>& wanted);
    QVariant runData(const RunSummary& run, int role) const;

    std::unique_ptr<Node> m_root; ///< its children are the groups
};

} // namespace ld3m::session
