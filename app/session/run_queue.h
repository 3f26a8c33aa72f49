// Runs that wait until the one that is on has ended, in their order. Remembered in the project folder at
// every change.
#pragma once

#include <optional>

#include <QAbstractListModel>
#include <QThreadPool>

#include "core/projects/queue_file.h"

namespace ld3m::session {

class RunQueue : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        summaryRole = Qt::UserRole ///< QString: "branch of paper at 200 · Reverse steps T 10 → 20"
    };

    using QAbstractListModel::QAbstractListModel;
    /// Waits until it is on the disk.
    ~RunQueue() override;

    /// What waits in this project, instead of what waited in another. @throws base::InputError: the file
    /// cannot be read; it is put aside under another name, and the queue is empty.
    void open(const std::filesystem::path& projectFolder);

    void add(projects::QueuedRun run);
    /// Nothing happens at the ends.
    void moveUp(int row);
    void moveDown(int row);
    void cancel(int row);
    bool isEmpty() const { return m_waiting.empty(); }
    const projects::QueuedRun& at(int row) const { return m_waiting[std::size_t(row)]; }

    /// The first one leaves to be started in `runFolder`. The file keeps it until done().
    std::optional<projects::QueuedRun> take(const std::filesystem::path& runFolder);
    /// What was taken has begun, or cannot.
    void done();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void save();

    std::filesystem::path m_project;
    std::vector<projects::QueuedRun> m_waiting;
    std::optional<projects::QueuedRun> m_taken;
    QThreadPool m_saver;
};

/// "T 10 → 20, ..." for what leads from one recipe to another; "no change".
QString changesText(const settings::Recipe& before, const settings::Recipe& after);

} // namespace ld3m::session
