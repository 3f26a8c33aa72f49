#include "widgets/tables/sweep_table_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/tables/read_table.h"
#include "widgets/tables/sweep_table_model.h"
#include "widgets/tables/sweep_table_order.h"
#include "widgets/tables/table_copying.h"

namespace ld3m::widgets {
namespace {

constexpr int kFittedRows = 100; ///< that decide how wide a column is
constexpr int kPadding = 8;

/// Cells with room at both sides, in line with the heads.
class Cells : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        const QString text = std::exchange(plain.text, QString());
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
        const QRect room = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        painter->save();
        painter->setFont(plain.font);
        painter->setPen(plain.palette.color(QPalette::Text));
        painter->drawText(room, static_cast<int>(plain.displayAlignment),
                          plain.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kPadding, 0);
    }
};

void setUp(QTableView* table) {
    table->setItemDelegate(new Cells(table));

    table->setObjectName("sweepTable");
    table->setAccessibleName(SweepTableView::tr("Points of the sweep and their results"));
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder); // as they are run, until a head is clicked
    makeReadTable(table, kFittedRows);
    table->horizontalHeader()->setSectionsMovable(true);
    table->horizontalHeader()->setSortIndicatorClearable(true); // by a third click
}

} // namespace

SweepTableView::SweepTableView(QWidget* parent)
    : QWidget(parent), m_model(new SweepTableModel(this)), m_order(new SweepTableOrder(m_model, this)),
      m_filter(new QLineEdit(this)), m_grouping(new QCheckBox(tr("group seeds"), this)),
      m_shown(new QLabel(this)), m_tools(new QHBoxLayout), m_table(new QTableView(this)) {
    m_filter->setObjectName("sweepFilter");
    m_filter->setPlaceholderText(tr("Filter: off, steps=20"));
    m_filter->setAccessibleName(tr("Filter of the table"));
    m_filter->setToolTip(tr("<p>Rows are shown that hold every word; <i>column=value</i> asks for one value "
                            "of one column.</p>"));
    m_filter->setClearButtonEnabled(true);
    m_grouping->setObjectName("groupSeeds");
    m_grouping->setToolTip(
        tr("<p>One row for all seeds of a point: mean ± deviation over those that are finished.</p>"));
    m_shown->setObjectName("sweepShown");
    m_shown->setProperty("role", "muted");
    m_table->setModel(m_order);
    setUp(m_table);
    m_table->installEventFilter(this);

    m_tools->setContentsMargins(12, 6, 8, 6);
    m_tools->setSpacing(8);
    m_tools->addWidget(m_filter, 1);
    m_tools->addWidget(m_grouping);
    m_tools->addWidget(m_shown);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_tools);
    column->addWidget(m_table, 1);

    connect(m_filter, &QLineEdit::textChanged, m_order, &SweepTableOrder::setFilter);
    connect(m_grouping, &QCheckBox::toggled, this, [this](bool grouped) {
        m_model->setGrouped(grouped);
        tableChanged();
    });
    connect(m_table, &QTableView::doubleClicked, this, &SweepTableView::activate);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SweepTableView::selectionChanged);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& place) {
        QMenu* menu = createContextMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_table->viewport()->mapToGlobal(place));
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_order, signal, this, &SweepTableView::describe);
    connect(m_order, &QAbstractItemModel::modelReset, this, &SweepTableView::describe);
    describe();
}

void SweepTableView::addTool(QWidget* tool) {
    m_tools->addWidget(tool);
}

void SweepTableView::tableChanged() {
    m_grouping->setEnabled(sweeps::variesSeeds(m_model->table()));
    if (m_table->horizontalHeader()->sortIndicatorSection() >= m_model->columnCount())
        m_table->sortByColumn(-1, Qt::AscendingOrder);
    arrangeColumns();
    m_table->resizeColumnsToContents();
    describe();
}

/// Settings and results first: what a point is called says no more than they do, and is long.
void SweepTableView::arrangeColumns() {
    using Kind = sweeps::SweepColumn::Kind;
    QHeaderView* heads = m_table->horizontalHeader();
    const int last = m_model->columnCount() - 1;
    for (int column = 0; column <= last; ++column) // as the columns of another table may have been moved
        heads->moveSection(heads->visualIndex(column), column);
    for (const Kind kind : {Kind::progress, Kind::point})
        for (int column = 0; column <= last; ++column)
            if (m_model->columns()[static_cast<std::size_t>(column)].kind == kind)
                heads->moveSection(heads->visualIndex(column), last);
}

void SweepTableView::describe() {
    const int all = m_model->rowCount();
    const int shown = m_order->rowCount();
    m_shown->setText(shown == all ? QString() : tr("%1 of %2").arg(shown).arg(all));
}

void SweepTableView::setChosen(std::optional<QSet<QString>> points) {
    m_order->setChosen(std::move(points));
    describe();
}

QStringList SweepTableView::selectedPoints() const {
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList points;
    for (const QModelIndex& row : rows)
        points += m_model->pointsOf(m_order->sourceRow(row.row()));
    return points;
}

void SweepTableView::select(const QString& point) {
    const QModelIndex shown = m_order->mapFromSource(m_model->index(m_model->rowOf(point), 0));
    if (!shown.isValid())
        return;
    m_table->selectRow(shown.row());
    m_table->scrollTo(shown);
}

reports::TextTable SweepTableView::shownTable(bool selected) const {
    std::vector<std::vector<reports::TextCell>> cells;
    for (int row = 0; row < m_order->rowCount(); ++row) {
        if (selected && !m_table->selectionModel()->isRowSelected(row))
            continue;
        cells.emplace_back();
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells.back().push_back(m_model->cell(m_order->sourceRow(row), column));
    }
    return m_model->columnCount() == 0 ? reports::TextTable()
                                       : sweeps::toTextTable(m_model->columns(), std::move(cells));
}

QMenu* SweepTableView::createContextMenu() {
    auto* menu = new QMenu(this);
    menu->addActions(m_actions);
    if (!m_actions.isEmpty())
        menu->addSeparator();
    addCopyActions(*menu, [this] { return shownTable(); });
    return menu;
}

/// Tabs between cells: what spreadsheets take from the clipboard.
void SweepTableView::copySelected() const {
    QStringList lines;
    for (const reports::TextTable::Row& row : shownTable(true).rows) {
        QStringList cells = {QString::fromStdString(row.name)};
        for (const reports::TextCell& cell : row.cells)
            cells << QString::fromStdString(reports::toText(cell));
        lines << cells.join('\t');
    }
    QApplication::clipboard()->setText(lines.join('\n'));
}

void SweepTableView::activate(const QModelIndex& index) {
    if (const QStringList points = m_model->pointsOf(m_order->sourceRow(index.row())); !points.isEmpty())
        Q_EMIT pointActivated(points.front());
}

bool SweepTableView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy)) {
        copySelected();
        return true;
    }
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
        activate(m_table->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ld3m::widgets
