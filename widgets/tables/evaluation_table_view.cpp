#include "widgets/tables/evaluation_table_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "core/base/imagenet_classes.h"
#include "core/reports/evaluation_choice.h"
#include "widgets/tables/class_answers_pane.h"
#include "widgets/tables/evaluation_table_model.h"
#include "widgets/tables/read_table.h"

namespace ld3m::widgets {

EvaluationTableView::EvaluationTableView(QWidget* parent)
    : QWidget(parent), m_choice(new QComboBox(this)), m_rule(new QComboBox(this)),
      m_protocol(new QLabel(this)), m_empty(new QLabel(this)), m_view(new QTableView(this)),
      m_pages(new QStackedLayout(this)), m_model(new EvaluationTableModel(this)),
      m_classes(new ClassAnswersPane(this)) {
    m_empty->setProperty("role", "empty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_choice->setAccessibleName(tr("Evaluations, newest first"));
    m_rule->setObjectName("evaluationRule");
    m_rule->setAccessibleName(tr("Which evaluation is shown"));
    m_rule->addItems({tr("at the shown iteration"), tr("last"), tr("best on the test images")});
    m_rule->setToolTip(tr("The best one was chosen by the test images, so it flatters."));
    m_protocol->setProperty("role", "muted");
    m_protocol->setWordWrap(true);
    m_protocol->setTextFormat(Qt::PlainText);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(tablePage());
    m_classes->hide();
    setEmptyText(
        tr("Accuracy of networks trained on the synthetic set appears here after the first evaluation."));

    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_rule->setCurrentIndex(static_cast<int>(EvaluationRule::shown)); // a choice by hand ends the rule
        showTable(index);
        m_iteration = shownIteration();
        Q_EMIT evaluationChosen(shownIteration());
    });
    connect(m_rule, &QComboBox::activated, this, [this] {
        showByRule();
        Q_EMIT evaluationChosen(shownIteration());
    });
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (const auto* row = m_model->rowAt(index)) {
            openClasses(*row);
            Q_EMIT networkChosen(QString::fromStdString(row->set), QString::fromStdString(row->network));
        }
    });
    connect(m_classes, &ClassAnswersPane::closed, this, [this] {
        m_set.clear();
        refreshClasses();
    });
}

QWidget* EvaluationTableView::tablePage() {
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Accuracy by network and set"));
    makeReadTable(m_view);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 4px 3px; }")); // in line with the cells
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    // The number is what is looked for; a longer one must not move everything.
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(10);
    m_choice->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rule->setMinimumContentsLength(4);

    auto* page = new QWidget(this);
    auto* split = new QSplitter(Qt::Vertical, page);
    split->addWidget(m_view);
    split->addWidget(m_classes);
    split->setChildrenCollapsible(false);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_choice);
    choices->addWidget(m_rule, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addLayout(choices);
    column->addWidget(m_protocol);
    column->addWidget(split, 1);
    return page;
}

EvaluationRule EvaluationTableView::rule() const {
    return static_cast<EvaluationRule>(m_rule->currentIndex());
}

void EvaluationTableView::setTables(std::vector<reports::EvaluationTable> tables) {
    m_tables = std::move(tables);
    std::stable_sort(m_tables.begin(), m_tables.end(),
                     [](const auto& left, const auto& right) { return left.iteration > right.iteration; });
    m_iteration = -1;
    refresh();
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
    m_iteration = iteration;
    if (rule() == EvaluationRule::shown)
        showByRule();
}

std::int64_t EvaluationTableView::shownIteration() const {
    return m_tables.empty() ? -1 : m_model->table().iteration;
}

void EvaluationTableView::refresh() {
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const auto& table : m_tables)
        m_choice->addItem(
            tr("iteration %1").arg(QLocale(QLocale::English).toString(qlonglong{table.iteration})));
    m_pages->setCurrentIndex(m_tables.empty() ? 0 : 1);
    if (m_tables.empty())
        showTable(-1);
    else
        showByRule();
}

void EvaluationTableView::showByRule() {
    const reports::EvaluationTable* table = nullptr;
    if (rule() == EvaluationRule::best)
        table = reports::bestOf(m_tables);
    else if (rule() == EvaluationRule::last || m_iteration < 0)
        table = reports::lastOf(m_tables);
    else
        table = reports::knownAt(m_tables, m_iteration);
    if (table)
        showTable(static_cast<int>(table - m_tables.data()));
}

void EvaluationTableView::showTable(int index) {
    const bool exists = index >= 0 && index < static_cast<int>(m_tables.size());
    const reports::EvaluationTable table =
        exists ? m_tables[static_cast<std::size_t>(index)] : reports::EvaluationTable{};
    m_model->setTable(table);
    m_protocol->setText(QString::fromStdString(table.protocol));
    if (exists)
        m_choice->setCurrentIndex(index);
    refreshClasses();
}

void EvaluationTableView::openClasses(const reports::EvaluationRow& row) {
    m_set = row.set;
    m_network = row.network;
    refreshClasses();
}

/// The open row of the table that is shown now; nothing where it has no such row.
void EvaluationTableView::refreshClasses() {
    const reports::EvaluationTable& table = m_model->table();
    for (const reports::EvaluationRow& row : table.rows)
        if (!m_set.empty() && row.set == m_set && row.network == m_network) {
            m_classes->showRow(row, base::displayNames(table.classes));
            m_classes->show();
            return;
        }
    m_classes->hide();
}

} // namespace ld3m::widgets
