// The project's runs: what each is doing, how far it is and how good, branches under their parents; below
// them the queue. A click shows a run.
#pragma once

#include <QDockWidget>

#include "app/session/run_filter_model.h"
#include "app/session/workspace.h"

class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace ld3m::workbench {

class Actions;
class QueuePane;

/// A click with Ctrl or Shift selects several. Keys in the tree: F2 name, F3 tags, F4 note, Delete archives
/// and takes back.
class RunsDock : public QDockWidget {
    Q_OBJECT
public:
    RunsDock(Actions& actions, session::Workspace& workspace, QWidget* parent = nullptr);

    QTreeView* view() const { return m_view; }
    /// The shown run could be taken up again.
    bool shownResumable() const;

Q_SIGNALS:
    /// What shownResumable() says may have changed.
    void resumableChanged();
    /// Two runs are wanted side by side.
    void pairAsked(const QString& a, const QString& b);
    /// These are wanted on the Compare page; a single one beside those that are there.
    void compareAsked(const std::vector<std::filesystem::path>& folders);

private:
    void buildLayout();
    void buildKeys();
    QAction* keyed(const QString& text, const QKeySequence& key, const std::function<void()>& work);
    void showMenu(const QPoint& position);
    void addComparing(QMenu& menu);
    void addPairing(QMenu& menu, const session::RunSummary& run);
    std::vector<std::filesystem::path> selected() const;
    const session::RunSummary* current() const;
    void editNotes(int part);
    void archive();
    void filter();
    void selectShown();
    void refresh();

    Actions& m_actions;
    session::Workspace& m_workspace;
    session::RunFilterModel* m_filter;
    QTreeView* m_view;
    QLineEdit* m_words;
    QToolButton* m_archived;
    QueuePane* m_queue;
    QLabel* m_empty;
    QStackedWidget* m_pages;
    QList<QAction*> m_noteActions;
    QAction* m_archive = nullptr;
    bool m_filtering = false;
};

} // namespace ld3m::workbench
