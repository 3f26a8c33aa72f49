#include "widgets/images/sheet_grid.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/images/image_sheet_view.h"
#include "widgets/images/sheet_bar.h"
#include "widgets/images/sheet_caption.h"
#include "widgets/images/sheet_lock.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

int columnsFor(int count, QSize room) {
    int best = std::max(1, count);
    double largest = 0;
    for (int columns = count; columns >= 1; --columns) {
        const int rows = (count + columns - 1) / columns;
        const double edge = std::min(double(room.width()) / columns, double(room.height()) / rows);
        const bool fuller = rows * columns < ((count + best - 1) / best) * best;
        if (edge > largest + 1 || (edge > largest - 1 && fuller)) {
            largest = edge;
            best = columns;
        }
    }
    return best;
}

SheetGrid::SheetGrid(QWidget* parent)
    : QWidget(parent), m_empty(new QLabel(this)), m_field(new QWidget(this)),
      m_grid(new QGridLayout(m_field)), m_lock(new SheetLock(this)) {
    m_empty->setProperty("role", "empty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(1);
    for (std::size_t place = 0; place < m_cells.size(); ++place)
        addCell(place);
    m_bar = new SheetBar(m_lock->views(), this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_empty, 1);
    column->addWidget(m_field, 1);
    setSheets({});
}

void SheetGrid::addCell(std::size_t place) {
    Cell& cell = m_cells[place];
    cell.whole = new QWidget(m_field);
    cell.name = sheetCaptionLabel(cell.whole);
    cell.view = new ImageSheetView(cell.whole);
    cell.view->setObjectName(QStringLiteral("comparedSheet%1").arg(place));
    auto* column = new QVBoxLayout(cell.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(cell.name);
    column->addWidget(cell.view, 1);
    cell.whole->hide();
    m_lock->add(cell.view);
    connect(cell.view, &ImageSheetView::hovered, this, &SheetGrid::hovered);
}

void SheetGrid::setSheets(const std::vector<Named>& sheets) {
    m_names.clear();
    for (std::size_t place = 0; place < m_cells.size(); ++place) {
        const Cell& cell = m_cells[place];
        const bool used = place < sheets.size();
        if (used) {
            m_names.emplace_back(sheets[place].name, sheets[place].color);
            cell.view->setSheet(sheets[place].sheet);
            cell.view->setAccessibleName(tr("Synthetic images of %1").arg(sheets[place].name));
        } else {
            cell.view->clearSheet();
        }
        cell.whole->setVisible(used);
    }
    m_empty->setVisible(sheets.empty());
    m_field->setVisible(!sheets.empty());
    m_bar->setVisible(!sheets.empty());
    showNames();
    arrange();
    if (!sheets.empty()) // a view that was hidden is where it was left
        m_lock->match(m_cells[0].view);
}

void SheetGrid::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

QList<ImageSheetView*> SheetGrid::views() const {
    return m_lock->views().first(static_cast<qsizetype>(m_names.size()));
}

void SheetGrid::showNames() {
    for (std::size_t place = 0; place < m_names.size(); ++place)
        m_cells[place].name->setText(
            sheetCaption(seriesColor(m_names[place].second, palette()), m_names[place].first));
}

void SheetGrid::arrange() {
    const int count = static_cast<int>(m_names.size());
    const int columns = count == 0 ? 0 : columnsFor(count, size());
    if (columns == m_columns && m_grid->count() == count)
        return;
    m_columns = columns;
    for (const Cell& cell : m_cells)
        m_grid->removeWidget(cell.whole);
    for (int place = 0; place < kMostSheets; ++place) { // equal shares, also of a row that is not full
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        m_grid->setRowStretch(place, columns > 0 && place * columns < count ? 1 : 0);
    }
    for (int place = 0; place < count; ++place)
        m_grid->addWidget(m_cells[static_cast<std::size_t>(place)].whole, place / columns, place % columns);
}

void SheetGrid::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void SheetGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        showNames();
    QWidget::changeEvent(event);
}

} // namespace ld3m::widgets
