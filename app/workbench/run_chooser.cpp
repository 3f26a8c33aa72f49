#include "app/workbench/run_chooser.h"

#include <algorithm>
#include <functional>

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/workbench/run_choice_delegate.h"
#include "core/projects/run_folder.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

namespace fs = std::filesystem;

namespace {

QString toQt(const fs::path& path) {
    return QString::fromStdString(path.string());
}

constexpr int kFewRuns = 12; ///< up to here nobody needs a filter

} // namespace

RunChooser::RunChooser(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_model(new RunChoiceModel(this)), m_list(new QListView(this)),
      m_words(new QLineEdit(this)), m_reference(new QComboBox(this)), m_referenceRow(new QWidget(this)) {
    buildLayout();
    connect(m_model, &RunChoiceModel::chosenChanged, this, [this] {
        listReferences();
        Q_EMIT chosenChanged();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunChooser::listReferences); // names
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunChooser::filter);
    connect(m_reference, &QComboBox::activated, this, &RunChooser::chosenChanged);
    const session::RunTreeModel& runs = workspace.runs();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&runs, signal, this, &RunChooser::listRuns);
    connect(&runs, &QAbstractItemModel::modelReset, this, &RunChooser::listRuns);
    connect(&runs, &QAbstractItemModel::dataChanged, this, &RunChooser::listRuns);
    connect(&workspace, &session::Workspace::projectChanged, this, [this] {
        m_model->clear();
        listRuns();
    });
    listRuns();
    listReferences();
}

void RunChooser::buildLayout() {
    m_list->setObjectName("comparedRuns");
    m_list->setAccessibleName(tr("Runs to compare"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RunChoiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* title = new QLabel(tr("Runs to compare"), this);
    title->setProperty("role", "title");
    title->setContentsMargins(12, 8, 8, 4);
    auto* add = new QPushButton(widgets::icon("open"), tr("Add a Run Folder…"), this);
    add->setObjectName("addRunFolder");
    add->setToolTip(tr("A run of another project, or one that was made elsewhere"));
    connect(add, &QPushButton::clicked, this, &RunChooser::askForFolder);
    m_words->setObjectName("comparedFilter");
    m_words->setPlaceholderText(tr("Filter by name"));
    m_words->setAccessibleName(tr("Filter runs to compare"));
    m_words->setToolTip(tr("Runs are listed that have every word in their name, and those that are chosen"));
    m_words->setClearButtonEnabled(true);
    connect(m_words, &QLineEdit::textChanged, this, &RunChooser::filter);
    m_reference->setObjectName("referenceRun");
    m_reference->setAccessibleName(tr("Run that the others are held against"));
    m_reference->setToolTip(
        tr("<p>The run that the others are held against: settings are marked where they are other "
           "than this run's, accuracies are tested against it, and images are measured from its.</p>"));
    m_reference->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reference->setMinimumContentsLength(8);
    auto* label = new QLabel(tr("Held against"), m_referenceRow);
    label->setProperty("role", "muted");
    label->setBuddy(m_reference);
    auto* row = new QVBoxLayout(m_referenceRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(label);
    row->addWidget(m_reference);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 12);
    foot->setSpacing(8);
    foot->addWidget(m_referenceRow);
    foot->addWidget(add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* search = new QHBoxLayout;
    search->setContentsMargins(12, 0, 12, 8);
    search->addWidget(m_words);
    column->addWidget(title);
    column->addLayout(search);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
}

void RunChooser::listRuns() {
    std::vector<RunChoiceModel::Run> runs;
    const session::RunTreeModel& tree = m_workspace.runs();
    const std::function<void(const QModelIndex&)> list = [&](const QModelIndex& parent) {
        for (int row = 0; row < tree.rowCount(parent); ++row) {
            const QModelIndex index = tree.index(row, 0, parent);
            const session::RunSummary* run = tree.runAt(index);
            if (run && (!run->notes.archived || m_model->colorOf(run->folder) >= 0))
                runs.push_back({run->folder, QString::fromStdString(run->name)});
            list(index);
        }
    };
    list({});
    m_model->setRuns(runs);
    m_words->setVisible(m_model->rowCount() > kFewRuns || !m_words->text().isEmpty());
    filter();
    Q_EMIT listChanged();
}

void RunChooser::filter() {
    const QStringList words = m_words->text().split(' ', Qt::SkipEmptyParts);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const QString name = index.data().toString();
        const bool wanted = std::ranges::all_of(
            words, [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); });
        m_list->setRowHidden(row, !wanted && index.data(RunChoiceModel::colorRole).toInt() < 0);
    }
}

void RunChooser::listReferences() {
    const QString before = m_reference->currentData().toString();
    m_reference->clear();
    for (const RunChoiceModel::Run& run : m_model->chosen())
        m_reference->addItem(run.name, toQt(run.folder));
    m_reference->setCurrentIndex(std::max(0, m_reference->findData(before)));
    m_referenceRow->setVisible(m_reference->count() > 1);
}

std::vector<fs::path> RunChooser::chosen() const {
    std::vector<fs::path> folders;
    for (const RunChoiceModel::Run& run : m_model->chosen())
        folders.push_back(run.folder);
    const auto reference =
        std::ranges::find(folders, fs::path(m_reference->currentData().toString().toStdString()));
    if (reference != folders.end())
        std::rotate(folders.begin(), reference, reference + 1);
    return folders;
}

bool RunChooser::include(const fs::path& folder) {
    if (m_model->indexOf(folder).isValid())
        return true;
    if (!projects::RunFolder::isRun(folder)) {
        Q_EMIT m_workspace.problem(
            tr("%1 is no run folder: choose one that holds a run.toml, as in PROJECT/runs/ID.")
                .arg(toQt(folder)));
        return false;
    }
    m_model->add({folder, m_workspace.nameOf(folder)});
    return true;
}

void RunChooser::choose(const std::vector<fs::path>& folders) {
    std::vector<fs::path> known;
    for (const fs::path& folder : folders)
        if (include(folder))
            known.push_back(folder);
    if (folders.size() > 1)
        m_model->chooseOnly(known);
    else if (!known.empty() && !m_model->choose(known.front()))
        Q_EMIT m_workspace.problem(
            tr("At most %1 runs are compared: uncheck another one first.").arg(m_model->chosen().size()));
}

void RunChooser::chooseNewest() {
    std::vector<std::pair<std::string, fs::path>> runs;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const fs::path folder = m_model->index(row).data(RunChoiceModel::folderRole).toString().toStdString();
        if (const session::RunSummary* run = m_workspace.runs().run(folder))
            runs.emplace_back(run->created, folder);
    }
    std::ranges::stable_sort(runs, {}, &std::pair<std::string, fs::path>::first);
    if (runs.size() >= 2)
        choose({runs[runs.size() - 2].second, runs.back().second});
}

void RunChooser::askForFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a run folder to the comparison"));
    if (!folder.isEmpty())
        choose({folder.toStdString()});
}

} // namespace ld3m::workbench
