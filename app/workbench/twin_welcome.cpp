#include "app/workbench/twin_welcome.h"

#include <algorithm>
#include <functional>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/workbench/teaching.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {
namespace {

constexpr const char* kResidual = "prior.residual";

bool hasResidual(const settings::Recipe& recipe) {
    return recipe.prior.kind == settings::PriorKind::latent_diffusion;
}

} // namespace

TwinWelcome::TwinWelcome(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_next(new QLabel(this)), m_start(new QPushButton(this)),
      m_change(new QPushButton(tr("Another Change…"), this)), m_a(new QComboBox(this)),
      m_b(new QComboBox(this)), m_choice(new QWidget(this)) {
    m_start->setObjectName("welcomeTwin");
    m_start->setIcon(widgets::icon("twin"));
    m_start->setProperty("primary", true);
    m_change->setObjectName("welcomeChange");
    m_change->setToolTip(tr("The menu of changes (Ctrl+T)"));
    teach(this, tr("Two runs, one difference"),
          tr("A twin is a second run, arm B, that differs from arm A in one setting and shares every random "
             "draw with it: "
             "the same noise, batches, augmentations and networks. What you see differ here, in images, "
             "curves and "
             "accuracy, is the work of that one setting and not of luck."),
          m_next, {m_start, m_change});

    auto* label = new QLabel(tr("Or hold two runs side by side that are there already:"), m_choice);
    label->setProperty("role", "muted");
    auto* show = new QPushButton(widgets::icon("compare"), tr("Show"), m_choice);
    show->setObjectName("welcomePair");
    m_a->setAccessibleName(tr("Run A"));
    m_b->setAccessibleName(tr("Run B"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QComboBox* choice : {m_a, m_b}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(16);
        row->addWidget(choice, 1);
    }
    row->addWidget(show);
    auto* column = new QVBoxLayout(m_choice);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(label);
    column->addLayout(row);
    appendTaught(this, m_choice);

    connect(m_start, &QPushButton::clicked, this, [this] {
        const bool off = m_workspace.recipe().prior.residual == settings::Residual::off;
        Q_EMIT twinAsked({{kResidual, std::string(off ? "released" : "off")}});
    });
    connect(m_change, &QPushButton::clicked, this, &TwinWelcome::changeAsked);
    connect(show, &QPushButton::clicked, this, [this] {
        m_workspace.showPair(m_a->currentData().toString().toStdString(),
                             m_b->currentData().toString().toStdString());
    });
    const auto allow = [this, show] { show->setEnabled(m_a->currentData() != m_b->currentData()); };
    for (QComboBox* choice : {m_a, m_b})
        connect(choice, &QComboBox::currentIndexChanged, this, allow);
    using session::Workspace;
    connect(&workspace, &Workspace::projectChanged, this, &TwinWelcome::refresh);
    connect(&workspace, &Workspace::recipeChanged, this, &TwinWelcome::refresh);
    connect(&workspace, &Workspace::settingEdited, this, &TwinWelcome::refresh);
    const session::RunTreeModel& runs = workspace.runs();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&runs, signal, this, &TwinWelcome::listRuns);
    connect(&runs, &QAbstractItemModel::modelReset, this, &TwinWelcome::listRuns);
    connect(&runs, &QAbstractItemModel::dataChanged, this, &TwinWelcome::listRuns);
    m_choice->hide();
    refresh();
    listRuns();
}

void TwinWelcome::refresh() {
    const bool project = m_workspace.project() != nullptr;
    const settings::Recipe& recipe = m_workspace.recipe();
    const bool off = recipe.prior.residual == settings::Residual::off;
    m_start->setText(off ? tr("Twin with the Residual") : tr("Twin without the Residual"));
    m_start->setEnabled(project && hasResidual(recipe));
    m_change->setEnabled(project);
    if (!project)
        m_next->setText(tr("Open a project first: its recipe is arm A."));
    else if (!hasResidual(recipe))
        m_next->setText(
            tr("This recipe's prior is \"%1\", which has no residual to switch off: choose another change.")
                .arg(QString::fromStdString(settings::nameOf(recipe.prior.kind))));
    else
        m_next->setText(
            off ? tr("Arm A follows the recipe, without residual; arm B has the released one.")
                : tr("Arm A follows the recipe; arm B has no residual: the paper's own question."));
}

void TwinWelcome::listRuns() {
    std::vector<std::pair<QString, QString>> listed;
    const session::RunTreeModel& runs = m_workspace.runs();
    const std::function<void(const QModelIndex&)> list = [&](const QModelIndex& parent) {
        for (int row = 0; row < runs.rowCount(parent); ++row) {
            const QModelIndex index = runs.index(row, 0, parent);
            if (const session::RunSummary* run = runs.runAt(index))
                listed.emplace_back(QString::fromStdString(run->name),
                                    QString::fromStdString(run->folder.string()));
            list(index);
        }
    };
    list({});
    if (listed == std::exchange(m_listed, listed))
        return;
    const QVariant a = m_a->currentData();
    const QVariant b = m_b->currentData();
    for (QComboBox* choice : {m_a, m_b}) {
        choice->clear();
        for (const auto& [name, folder] : m_listed)
            choice->addItem(name, folder);
    }
    const int count = m_a->count();
    const bool chosen = a != b && m_a->findData(a) >= 0 && m_b->findData(b) >= 0;
    m_a->setCurrentIndex(chosen ? m_a->findData(a) : std::max(0, count - 2));
    m_b->setCurrentIndex(chosen ? m_b->findData(b) : count - 1);
    m_choice->setVisible(count > 1);
}

} // namespace ld3m::workbench
