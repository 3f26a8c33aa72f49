#include "widgets/tables/text_table_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/tables/read_table.h"
#include "widgets/tables/table_copying.h"
#include "widgets/tables/text_table_model.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kFittedRows = 200; ///< that decide how wide a column is
constexpr int kWidest = 360;     ///< pixels that a column may take by itself
constexpr int kBreath = 6;       ///< between columns
constexpr int kPadding = 5;      ///< of a cell, at its left and right
constexpr int kBar = 3;          ///< pixels of colour below a run's head

/// A bar in the colour of the run whose column it is.
class ColoredHeads : public QHeaderView {
public:
    explicit ColoredHeads(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setSectionsClickable(true); // as a table's own: a click selects the column
    }

protected:
    void paintSection(QPainter* painter, const QRect& place, int section) const override {
        painter->save();
        QHeaderView::paintSection(painter, place, section);
        painter->restore();
        const QVariant color = model()->headerData(section, orientation(), TextTableModel::headColorRole);
        if (color.isValid())
            painter->fillRect(QRect(place.left() + 4, place.bottom() - kBar + 1, place.width() - 8, kBar),
                              seriesColor(color.toInt(), palette()));
    }
};

/// Texts keep away from their neighbours; a line above averages sets them apart.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, option.palette.highlight());
        QStyleOptionViewItem inset = option;
        inset.rect.adjust(kPadding, 0, -kPadding, 0);
        QStyledItemDelegate::paint(painter, inset, index);
        if (index.data(TextTableModel::ruleAboveRole).toBool())
            painter->fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)),
                              coloursOf(option.palette).muted);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kPadding, 0);
    }
};

void setUp(QTableView* table) {
    table->setHorizontalHeader(new ColoredHeads(table));
    table->setItemDelegate(new CellDelegate(table));
    makeReadTable(table, kFittedRows);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    table->setMinimumHeight(3 * kReadRowHeight);
    table->horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 4px 8px 6px 8px; }")); // in line with the cells
}

} // namespace

TextTableView::TextTableView(QWidget* parent)
    : QWidget(parent), m_caption(new QLabel(this)), m_model(new TextTableModel(this)),
      m_table(new QTableView(this)) {
    m_caption->setProperty("role", "muted");
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_table->setModel(m_model);
    setUp(m_table);
    m_table->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_caption);
    column->addWidget(m_table);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& place) {
        QMenu* menu = createContextMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_table->viewport()->mapToGlobal(place));
    });
    setTable({});
}

void TextTableView::setTable(const reports::TextTable& table) {
    const bool others = table.heads != m_model->table().heads;
    m_caption->setText(QString::fromStdString(table.caption));
    m_caption->setVisible(!table.caption.empty());
    m_model->setTable(table);
    m_table->setVisible(!table.rows.empty());
    fitColumns(others);
}

void TextTableView::setHeadColors(const std::vector<int>& colors) {
    m_model->setHeadColors(colors);
    fitColumns(false);
}

void TextTableView::setName(const QString& name) {
    m_table->setAccessibleName(name);
}

/// Columns that stay only grow: what a person made wider is left alone.
void TextTableView::fitColumns(bool anew) {
    const QAbstractItemView& cells = *m_table; // where its hints are public
    const QHeaderView* heads = m_table->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const int wanted =
            std::max(cells.sizeHintForColumn(column), heads->sectionSizeHint(column)) + kBreath;
        const int least = anew ? 0 : m_table->columnWidth(column);
        m_table->setColumnWidth(column, std::max(least, std::min(wanted, kWidest)));
    }
    m_table->updateGeometry();
}

void TextTableView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) // the squares have the palette's colours
        m_table->horizontalHeader()->viewport()->update();
    QWidget::changeEvent(event);
}

QMenu* TextTableView::createContextMenu() {
    auto* menu = new QMenu(this);
    addCopyActions(*menu, [this] { return m_model->table(); });
    return menu;
}

/// Tabs between cells: what spreadsheets take from the clipboard.
void TextTableView::copySelected() const {
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_table->selectionModel()->isRowSelected(row))
            continue;
        QStringList cells;
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells << m_model->index(row, column).data().toString();
        lines << cells.join('\t');
    }
    QApplication::clipboard()->setText(lines.join('\n'));
}

bool TextTableView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copySelected();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ld3m::widgets
