#include "app/workbench/compare_tables.h"

#include <algorithm>
#include <map>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/tables/text_table_model.h"
#include "widgets/tables/text_table_view.h"

namespace ld3m::workbench {

using reports::TextTable;

namespace {

QLabel* noteLabel(const char* role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setProperty("role", role);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QVBoxLayout* newColumn(QWidget* whole) {
    whole->setAutoFillBackground(true); // one ground with the tables
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(16);
    return column;
}

QString lines(const std::vector<std::string>& sentences) {
    QStringList all;
    for (const std::string& sentence : sentences)
        all << QString::fromStdString(sentence);
    return all.join('\n');
}

void fill(widgets::TextTableView* view, const TextTable& table, const std::vector<RunColor>& colors) {
    view->setVisible(!table.rows.empty());
    view->setTable(table);
    view->setHeadColors(headColors(table, colors));
}

/// What the form says of each setting, in the order of the table's rows.
QStringList settingsHelp(const TextTable& table) {
    settings::Recipe recipe;
    std::map<std::string, QString> help;
    for (const settings::Field& field : settings::fieldsOf(recipe))
        help[field.key()] = QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                                .arg(QString::fromStdString(field.about().label).toHtmlEscaped(),
                                     QString::fromStdString(field.about().help).toHtmlEscaped());
    QStringList rows;
    for (const TextTable::Row& row : table.rows)
        rows << help[row.name];
    return rows;
}

} // namespace

std::vector<int> headColors(const TextTable& table, const std::vector<RunColor>& runs) {
    std::vector<int> colors;
    for (const std::string& head : table.heads) {
        const RunColor* best = nullptr;
        for (const RunColor& run : runs) {
            const std::string rest = head.starts_with(run.name) ? head.substr(run.name.size()) : "?";
            const bool fits = rest.empty() || rest.starts_with(" (") || rest.starts_with(", ");
            if (fits && (!best || run.name.size() > best->name.size())) // "paper (2)" is not "paper"
                best = &run;
        }
        colors.push_back(best && !colors.empty() ? best->color : -1); // the first head is that of the names
    }
    return colors;
}

CompareSettings::CompareSettings(QWidget* parent)
    : QWidget(parent), m_all(new QCheckBox(tr("Show settings that are the same, too"), this)),
      m_same(noteLabel("muted", this)), m_settings(new widgets::TextTableView(this)),
      m_progress(new widgets::TextTableView(this)) {
    m_all->setObjectName("allSettings");
    m_same->setText(tr("All settings are the same."));
    m_settings->setName(tr("Settings that differ"));
    m_progress->setName(tr("How far the runs came"));
    auto* column = newColumn(this);
    column->addWidget(m_all);
    column->addWidget(m_same);
    column->addWidget(m_settings);
    column->addWidget(m_progress);
    column->addStretch(1);
    connect(m_all, &QCheckBox::toggled, this, &CompareSettings::refresh);
}

void CompareSettings::showRuns(const std::vector<comparison::ComparedRun>& runs,
                               const std::vector<RunColor>& colors) {
    m_runs = runs;
    m_colors = colors;
    refresh();
}

void CompareSettings::refresh() {
    const TextTable table = comparison::settingsTable(m_runs, m_all->isChecked());
    m_settings->model()->setRowHelp(settingsHelp(table));
    fill(m_settings, table, m_colors);
    m_same->setVisible(table.rows.empty());
    fill(m_progress, comparison::progressTable(m_runs), m_colors);
}

CompareAccuracies::CompareAccuracies(QWidget* parent)
    : QWidget(parent), m_empty(noteLabel("muted", this)), m_notes(noteLabel("muted", this)),
      m_accuracies(new widgets::TextTableView(this)), m_tests(new widgets::TextTableView(this)) {
    m_empty->setText(tr("None of these runs was evaluated up to this iteration. Evaluate Now (Ctrl+E) trains "
                        "networks on the shown run's images; evaluation.every does so as a run goes."));
    m_accuracies->setName(tr("Accuracy by network and run"));
    m_tests->setName(tr("Each run tested against the first"));
    m_tests->setToolTip(
        tr("<p>Networks of the same run number start alike and see their images in the same order in "
           "all runs of one seed: their differences are paired.</p>"));
    auto* column = newColumn(this);
    for (QWidget* part : {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_accuracies),
                          static_cast<QWidget*>(m_tests), static_cast<QWidget*>(m_notes)})
        column->addWidget(part);
    column->addStretch(1);
}

void CompareAccuracies::showRuns(const std::vector<comparison::ComparedRun>& runs,
                                 const std::vector<RunColor>& colors, std::optional<std::int64_t> iteration) {
    const comparison::AccuracyTables tables = comparison::accuracyTables(runs, iteration);
    fill(m_accuracies, tables.accuracies, colors);
    fill(m_tests, tables.tests, {});
    m_notes->setText(lines(tables.notes));
    m_notes->setVisible(!tables.notes.empty());
    m_empty->setVisible(tables.accuracies.rows.empty());
}

QString CompareAccuracies::notes() const {
    return m_notes->text();
}

CompareDistances::CompareDistances(QWidget* parent)
    : QWidget(parent), m_empty(noteLabel("muted", this)), m_notes(noteLabel("muted", this)),
      m_measuring(new QWidget(this)), m_bar(new QProgressBar(this)),
      m_distances(new widgets::TextTableView(this)) {
    m_distances->setName(tr("Distance of the images by class"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    auto* cancel = new QPushButton(tr("Cancel"), m_measuring);
    cancel->setObjectName("cancelDistances");
    connect(cancel, &QPushButton::clicked, this, &CompareDistances::cancelAsked);
    auto* doing = noteLabel("muted", m_measuring);
    doing->setText(tr("Comparing images …"));
    doing->setWordWrap(false);
    auto* row = new QHBoxLayout(m_measuring);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(doing);
    row->addWidget(m_bar);
    row->addWidget(cancel);
    row->addStretch(1);
    auto* column = newColumn(this);
    for (QWidget* part : {static_cast<QWidget*>(m_empty), m_measuring, static_cast<QWidget*>(m_notes),
                          static_cast<QWidget*>(m_distances)})
        column->addWidget(part);
    column->addStretch(1);
    setProgress(std::nullopt);
    showTable({}, {}, {});
}

void CompareDistances::showTable(const TextTable& table, const std::vector<std::string>& notes,
                                 const std::vector<RunColor>& colors) {
    fill(m_distances, table, colors);
    m_notes->setText(lines(notes));
    m_notes->setVisible(!notes.empty());
    m_empty->setVisible(table.rows.empty() && notes.empty() && m_measuring->isHidden());
}

void CompareDistances::setProgress(const std::optional<reports::Progress>& progress) {
    m_measuring->setVisible(progress.has_value());
    if (!progress)
        return;
    m_empty->hide();
    m_bar->setRange(0, static_cast<int>(progress->total));
    m_bar->setValue(static_cast<int>(progress->done));
}

void CompareDistances::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

QString CompareDistances::notes() const {
    return m_notes->text();
}

} // namespace ld3m::workbench
