#include "app/workbench/queue_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/workbench/actions.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

using session::RunQueue;

namespace {

constexpr int kRowsShown = 4;

/// Name, and below it in the second voice what it is.
class QueueDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        plain.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
        const widgets::ThemeColours& colours = widgets::coloursOf(option.palette);
        const QRect row = option.rect.adjusted(8, 4, -8, -4);
        const auto line = [&](const QString& text, const QColor& colour, Qt::Alignment where) {
            painter->setPen(colour);
            painter->drawText(row, where | Qt::AlignLeft,
                              option.fontMetrics.elidedText(text, Qt::ElideRight, row.width()));
        };
        painter->save();
        painter->setFont(option.font);
        line(QStringLiteral("%1  %2").arg(index.row() + 1).arg(index.data().toString()), colours.text,
             Qt::AlignTop);
        line(index.data(RunQueue::summaryRole).toString(), colours.muted, Qt::AlignBottom);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {0, 2 * option.fontMetrics.height() + 10};
    }
};

} // namespace

QueuePane::QueuePane(Actions& actions, session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_title(new QLabel(this)), m_list(new QListView(this)) {
    setObjectName("queuePane");
    m_list->setObjectName("queueList");
    m_list->setAccessibleName(tr("Queued runs"));
    m_list->setModel(&workspace.queue());
    m_list->setItemDelegate(new QueueDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_title->setProperty("role", "title");
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 4, 4);
    head->setSpacing(0);
    head->addWidget(m_title, 1);
    auto* start = new QToolButton(this);
    start->setDefaultAction(actions.startQueue);
    start->setProperty("flat", true);
    head->addWidget(start);
    RunQueue& queue = workspace.queue();
    head->addWidget(
        button("up", tr("Earlier"), Qt::ALT | Qt::Key_Up, [this, &queue](int row) { queue.moveUp(row); }));
    head->addWidget(button("down", tr("Later"), Qt::ALT | Qt::Key_Down,
                           [this, &queue](int row) { queue.moveDown(row); }));
    head->addWidget(button("close", tr("Cancel: it will not run"), Qt::Key_Delete,
                           [&queue](int row) { queue.cancel(row); }));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&queue, signal, this, &QueuePane::refresh);
    connect(&queue, &QAbstractItemModel::rowsMoved, this, &QueuePane::refresh);
    connect(&queue, &QAbstractItemModel::modelReset, this, &QueuePane::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QueuePane::refresh);
    refresh();
}

QToolButton* QueuePane::button(const QString& icon, const QString& help, const QKeySequence& key,
                               const std::function<void(int row)>& work) {
    auto* made = new QToolButton(this);
    made->setProperty("flat", true);
    made->setIcon(widgets::icon(icon));
    made->setToolTip(QStringLiteral("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    made->setAccessibleName(help);
    const auto onCurrent = [this, work] {
        if (m_list->currentIndex().isValid())
            work(m_list->currentIndex().row());
    };
    connect(made, &QToolButton::clicked, this, onCurrent);
    connect(new QShortcut(key, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            onCurrent);
    m_buttons << made;
    return made;
}

void QueuePane::refresh() {
    const RunQueue& queue = m_workspace.queue();
    setVisible(!queue.isEmpty());
    if (queue.isEmpty())
        return;
    m_title->setText(tr("Queued · %1").arg(queue.rowCount()));
    const int rows = std::min(kRowsShown, queue.rowCount());
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 4);
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(queue.index(0));
    const int row = m_list->currentIndex().row();
    m_buttons[0]->setEnabled(row > 0);
    m_buttons[1]->setEnabled(row + 1 < queue.rowCount());
}

} // namespace ld3m::workbench
