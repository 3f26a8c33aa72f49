#include "widgets/tables/evaluation_table_view.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/tables/evaluation_table_model.h"

namespace ld3m::widgets {

EvaluationTableView::EvaluationTableView(QWidget* parent)
    : QWidget(parent), m_choice(new QComboBox(this)), m_protocol(new QLabel(this)), m_empty(new QLabel(this)),
      m_view(new QTableView(this)), m_pages(new QStackedLayout(this)),
      m_model(new EvaluationTableModel(this)) {
    m_empty->setProperty("role", "empty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_choice->setAccessibleName(tr("Evaluations, newest first"));
    m_protocol->setProperty("role", "muted");
    m_protocol->setWordWrap(true);
    m_protocol->setTextFormat(Qt::PlainText);

    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Accuracy by network and set"));
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(24);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 4px 3px; }")); // in line with the cells
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_choice);
    column->addWidget(m_protocol);
    column->addWidget(m_view, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    setEmptyText(
        tr("Accuracy of networks trained on the synthetic set appears here after the first evaluation."));

    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        showTable(index);
        Q_EMIT evaluationChosen(shownIteration());
    });
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (const auto* row = m_model->rowAt(index))
            Q_EMIT networkChosen(QString::fromStdString(row->set), QString::fromStdString(row->network));
    });
}

void EvaluationTableView::setTables(std::vector<reports::EvaluationTable> tables) {
    m_tables = std::move(tables);
    std::stable_sort(m_tables.begin(), m_tables.end(),
                     [](const auto& left, const auto& right) { return left.iteration > right.iteration; });
    refresh(0);
}

void EvaluationTableView::addTable(const reports::EvaluationTable& table) {
    const std::int64_t shown = shownIteration();
    const bool newest = m_choice->currentIndex() <= 0;
    std::vector<reports::EvaluationTable> tables = m_tables;
    tables.push_back(table);
    setTables(std::move(tables));
    if (!newest)
        showIteration(shown);
}

void EvaluationTableView::clear() {
    setTables({});
}
void EvaluationTableView::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

void EvaluationTableView::showIteration(std::int64_t iteration) {
    const auto at = std::find_if(m_tables.begin(), m_tables.end(),
                                 [iteration](const auto& table) { return table.iteration <= iteration; });
    if (at != m_tables.end())
        showTable(static_cast<int>(at - m_tables.begin()));
}

std::int64_t EvaluationTableView::shownIteration() const {
    return m_tables.empty() ? -1 : m_model->table().iteration;
}

void EvaluationTableView::refresh(int shown) {
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const auto& table : m_tables)
        m_choice->addItem(
            tr("iteration %1").arg(QLocale(QLocale::English).toString(qlonglong{table.iteration})));
    m_pages->setCurrentIndex(m_tables.empty() ? 0 : 1);
    showTable(shown);
}

void EvaluationTableView::showTable(int index) {
    const bool exists = index >= 0 && index < static_cast<int>(m_tables.size());
    const reports::EvaluationTable table =
        exists ? m_tables[static_cast<std::size_t>(index)] : reports::EvaluationTable{};
    m_model->setTable(table);
    m_protocol->setText(QString::fromStdString(table.protocol));
    if (exists)
        m_choice->setCurrentIndex(index);
}

} // namespace ld3m::widgets
