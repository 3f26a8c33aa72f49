// What is asked before a run branches: from which stored iteration, with which changes, under which name.
#pragma once

#include <memory>

#include <QDialog>

#include "app/session/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace ld3m::widgets {
class ChangeList;
}

namespace ld3m::workbench {

class BranchDialog : public QDialog {
    Q_OBJECT
public:
    /// Of the run that the workspace shows, nearest to the shown iteration, with what `wanted` changes. The
    /// run and its run.toml must be known.
    BranchDialog(session::Workspace& workspace, std::int64_t shownIteration, const settings::Recipe& wanted,
                 QWidget* parent);

    /// Asks for the value of one more setting.
    void add(const QString& key);
    widgets::ChangeList* changes() const { return m_changes; }

Q_SIGNALS:
    /// A sound plan was confirmed: to be started now, stopping what is on, or to wait in the queue.
    void chosen(const ld3m::projects::QueuedRun& run, bool queued);

private:
    std::int64_t iteration() const;
    void moveTo(std::int64_t iteration);
    void check();
    void confirm(bool queued);

    session::Workspace& m_workspace;
    std::shared_ptr<session::RunHistory> m_parent;
    QComboBox* m_from;
    QLabel* m_nearest;
    widgets::ChangeList* m_changes;
    QToolButton* m_back; ///< takes all changes back
    QLineEdit* m_name;
    QLabel* m_note;
    QPushButton* m_now;
    QPushButton* m_later;
};

} // namespace ld3m::workbench
