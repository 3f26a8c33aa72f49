#include "app/workbench/runs_dock.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

#include "app/workbench/actions.h"
#include "app/workbench/queue_pane.h"
#include "app/workbench/run_delegate.h"
#include "app/workbench/run_notes_dialog.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using session::RunTreeModel;

RunsDock::RunsDock(Actions& actions, session::Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Runs"), parent), m_actions(actions), m_workspace(workspace),
      m_filter(new session::RunFilterModel(this)), m_view(new QTreeView(this)), m_words(new QLineEdit(this)),
      m_archived(new QToolButton(this)), m_queue(new QueuePane(actions, workspace, this)),
      m_empty(new QLabel(this)), m_pages(new QStackedWidget(this)) {
    setObjectName("runsDock");
    m_filter->setSourceModel(&workspace.runs());
    m_view->setObjectName("runTree");
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new RunDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setIndentation(14);
    m_view->setUniformRowHeights(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    buildLayout();
    buildKeys();

    connect(m_view, &QWidget::customContextMenuRequested, this, &RunsDock::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (const session::RunSummary* run = current(); run && !m_filtering)
            m_workspace.show(run->folder);
    });
    connect(m_words, &QLineEdit::textChanged, this, &RunsDock::filter);
    connect(m_archived, &QToolButton::toggled, this, &RunsDock::filter);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        m_view->expandAll();
        selectShown();
    });
    connect(&workspace, &session::Workspace::shownChanged, this, &RunsDock::selectShown);
    connect(&workspace.runs(), &QAbstractItemModel::modelReset, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::rowsInserted, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::rowsRemoved, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::dataChanged, this, &RunsDock::refresh);
    refresh();
}

void RunsDock::buildLayout() {
    m_empty->setProperty("role", "empty");
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setText(tr("Runs appear here. Open a project, then press Run."));
    m_words->setObjectName("runFilter");
    m_words->setPlaceholderText(tr("Filter by name, tag, note, state"));
    m_words->setClearButtonEnabled(true);
    m_words->setAccessibleName(tr("Filter runs"));
    m_archived->setObjectName("showArchived");
    m_archived->setCheckable(true);
    m_archived->setProperty("flat", true);
    m_archived->setIcon(widgets::icon("folder"));
    m_archived->setToolTip(tr("Show archived runs, too"));
    m_archived->setAccessibleName(m_archived->toolTip());
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 8, 8, 4);
    head->setSpacing(4);
    head->addWidget(m_words, 1);
    head->addWidget(m_archived);
    auto* runs = new QWidget(this);
    auto* column = new QVBoxLayout(runs);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_queue);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(runs);
    setWidget(m_pages);
}

void RunsDock::buildKeys() {
    using Part = RunNotesDialog::Part;
    m_noteActions = {keyed(tr("Rename…"), Qt::Key_F2, [this] { editNotes(int(Part::name)); }),
                     keyed(tr("Tags…"), Qt::Key_F3, [this] { editNotes(int(Part::tags)); }),
                     keyed(tr("Note…"), Qt::Key_F4, [this] { editNotes(int(Part::note)); })};
    m_archive = keyed(tr("Archive"), Qt::Key_Delete, [this] { archive(); });
}

QAction* RunsDock::keyed(const QString& text, const QKeySequence& key, const std::function<void()>& work) {
    auto* action = new QAction(text, m_view);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, work);
    m_view->addAction(action);
    return action;
}

bool RunsDock::shownResumable() const {
    const session::RunHistory* shown = m_workspace.shown();
    const session::RunSummary* run = shown ? m_workspace.runs().run(shown->runFolder()) : nullptr;
    return run && run->resumable();
}

const session::RunSummary* RunsDock::current() const {
    return m_workspace.runs().runAt(m_filter->mapToSource(m_view->currentIndex()));
}

void RunsDock::showMenu(const QPoint& position) {
    const QModelIndex index = m_view->indexAt(position);
    const session::RunSummary* run = m_workspace.runs().runAt(m_filter->mapToSource(index));
    if (!run)
        return;
    if (!m_view->selectionModel()->isSelected(index)) // else it is part of what the menu is about
        m_view->setCurrentIndex(index);
    const QString folder = QString::fromStdString(run->folder.string());
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions.resume, m_actions.branch});
    addComparing(*menu);
    addPairing(*menu, *run);
    menu->addSeparator();
    menu->addActions(m_noteActions);
    m_archive->setText(run->notes.archived ? tr("Take Back from Archive") : tr("Archive"));
    menu->addAction(m_archive);
    menu->addSeparator();
    menu->addAction(tr("Open Folder"), this,
                    [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    menu->addAction(tr("Copy Path"), this, [folder] { QGuiApplication::clipboard()->setText(folder); });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

std::vector<std::filesystem::path> RunsDock::selected() const {
    std::vector<std::filesystem::path> folders;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        if (const session::RunSummary* run = m_workspace.runs().runAt(m_filter->mapToSource(index)))
            folders.push_back(run->folder);
    return folders;
}

void RunsDock::addComparing(QMenu& menu) {
    const auto folders = selected();
    if (folders.empty())
        return;
    menu.addAction(widgets::icon("compare"),
                   folders.size() > 1 ? tr("Compare %1 Runs").arg(folders.size()) : tr("Add to Comparison"),
                   this, [this, folders] { Q_EMIT compareAsked(folders); });
}

/// Side by side with its parent, and with its parent's other branches; or two that are selected.
void RunsDock::addPairing(QMenu& menu, const session::RunSummary& run) {
    if (const auto folders = selected(); folders.size() > 1) {
        if (folders.size() == 2)
            menu.addAction(widgets::icon("twin"), tr("A|B of These Two"), this, [this, folders] {
                Q_EMIT pairAsked(QString::fromStdString(folders[0].string()),
                                 QString::fromStdString(folders[1].string()));
            });
        return;
    }
    const QModelIndex index = m_workspace.runs().indexOf(run.folder);
    const session::RunSummary* parent = m_workspace.runs().runAt(index.parent());
    std::vector<const session::RunSummary*> others;
    if (parent)
        others.push_back(parent);
    for (int row = 0; parent && row < m_workspace.runs().rowCount(index.parent()); ++row)
        if (row != index.row())
            others.push_back(m_workspace.runs().runAt(m_workspace.runs().index(row, 0, index.parent())));
    for (const session::RunSummary* other : others)
        menu.addAction(widgets::icon("twin"), tr("A|B with %1").arg(QString::fromStdString(other->name)),
                       this,
                       [this, a = QString::fromStdString(other->folder.string()),
                        b = QString::fromStdString(run.folder.string())] { Q_EMIT pairAsked(a, b); });
}

void RunsDock::editNotes(int part) {
    const session::RunSummary* run = current();
    if (!run)
        return;
    auto* dialog =
        new RunNotesDialog(QString::fromStdString(run->name), run->notes, RunNotesDialog::Part(part), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, folder = run->folder] { m_workspace.setNotes(folder, dialog->notes()); });
    dialog->open();
}

void RunsDock::archive() {
    if (const session::RunSummary* run = current()) {
        projects::RunNotes notes = run->notes;
        notes.archived = !notes.archived;
        m_workspace.setNotes(run->folder, notes);
    }
}

/// What is shown stays, whatever the list leaves out.
void RunsDock::filter() {
    m_filtering = true;
    m_filter->setWords(m_words->text());
    m_filter->setArchivedShown(m_archived->isChecked());
    m_view->expandAll();
    m_filtering = false;
    selectShown();
}

void RunsDock::selectShown() {
    if (const session::RunHistory* shown = m_workspace.shown()) {
        const QModelIndex index = m_filter->mapFromSource(m_workspace.runs().indexOf(shown->runFolder()));
        if (index.isValid() && index != m_view->currentIndex())
            m_view->setCurrentIndex(index);
    }
    Q_EMIT resumableChanged();
}

void RunsDock::refresh() {
    const RunTreeModel& runs = m_workspace.runs();
    const int count = runs.runCount();
    m_pages->setCurrentIndex(runs.rowCount() == 0 ? 0 : 1);
    setWindowTitle(count == 0 ? tr("Runs") : tr("Runs · %1").arg(count));
    Q_EMIT resumableChanged();
}

} // namespace ld3m::workbench
