#include "app/workbench/runs_dock.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTreeView>
#include <QUrl>

#include "app/workbench/actions.h"
#include "app/workbench/run_delegate.h"

namespace ld3m::workbench {

using session::RunTreeModel;

RunsDock::RunsDock(Actions& actions, session::Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Runs"), parent), m_actions(actions), m_workspace(workspace),
      m_view(new QTreeView(this)), m_empty(new QLabel(this)), m_pages(new QStackedWidget(this)) {
    setObjectName("runsDock");
    m_view->setObjectName("runTree");
    m_view->setModel(&workspace.runs());
    m_view->setItemDelegate(new RunDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setIndentation(14);
    m_view->setUniformRowHeights(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setProperty("role", "empty");
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setText(tr("Runs appear here. Open a project, then press Run."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    setWidget(m_pages);

    connect(m_view, &QWidget::customContextMenuRequested, this, &RunsDock::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (const session::RunSummary* run = m_workspace.runs().runAt(index))
                    m_workspace.show(run->folder);
            });
    connect(&workspace.runs(), &QAbstractItemModel::rowsInserted, this, [this] {
        m_view->expandAll();
        selectShown();
    });
    connect(&workspace, &session::Workspace::shownChanged, this, &RunsDock::selectShown);
    connect(&workspace.runs(), &QAbstractItemModel::modelReset, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::rowsInserted, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::rowsRemoved, this, &RunsDock::refresh);
    connect(&workspace.runs(), &QAbstractItemModel::dataChanged, this, &RunsDock::resumableChanged);
    refresh();
}

bool RunsDock::shownResumable() const {
    const session::RunHistory* shown = m_workspace.shown();
    const session::RunSummary* run = shown ? m_workspace.runs().run(shown->runFolder()) : nullptr;
    return run && run->resumable();
}

void RunsDock::showMenu(const QPoint& position) {
    const session::RunSummary* run = m_workspace.runs().runAt(m_view->indexAt(position));
    if (!run)
        return;
    const QString folder = QString::fromStdString(run->folder.string());
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_actions.resume);
    menu->addSeparator();
    menu->addAction(tr("Open Folder"), this,
                    [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    menu->addAction(tr("Copy Path"), this, [folder] { QGuiApplication::clipboard()->setText(folder); });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void RunsDock::selectShown() {
    if (const session::RunHistory* shown = m_workspace.shown()) {
        const QModelIndex index = m_workspace.runs().indexOf(shown->runFolder());
        if (index.isValid() && index != m_view->currentIndex())
            m_view->setCurrentIndex(index);
    }
    Q_EMIT resumableChanged();
}

void RunsDock::refresh() {
    const RunTreeModel& runs = m_workspace.runs();
    int count = 0;
    for (int group = 0; group < runs.rowCount(); ++group)
        count += runs.rowCount(runs.index(group, 0));
    m_pages->setCurrentIndex(runs.rowCount() == 0 ? 0 : 1);
    setWindowTitle(count == 0 ? tr("Runs") : tr("Runs · %1").arg(count));
    Q_EMIT resumableChanged();
}

} // namespace ld3m::workbench
