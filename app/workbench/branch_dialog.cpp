#include "app/workbench/branch_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "widgets/recipe/change_list.h"
#include "widgets/status/progress_strip.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using widgets::grouped;

namespace {

constexpr std::size_t kChangesInName = 2;

} // namespace

BranchDialog::BranchDialog(session::Workspace& workspace, std::int64_t shownIteration,
                           const settings::Recipe& wanted, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_parent(workspace.sharedShown()), m_from(new QComboBox(this)),
      m_nearest(new QLabel(this)), m_changes(new widgets::ChangeList(this)), m_back(new QToolButton(this)),
      m_name(new QLineEdit(this)), m_note(new QLabel(this)),
      m_now(new QPushButton(widgets::icon("branch"),
                            workspace.isOn() ? tr("Stop the run and branch") : tr("Branch now"), this)),
      m_later(new QPushButton(tr("Add to queue"), this)) {
    setWindowTitle(tr("Branch of %1").arg(workspace.nameOf(m_parent->runFolder())));
    setMinimumWidth(520);
    m_from->setObjectName("branchFrom");
    m_name->setObjectName("branchName");
    m_note->setObjectName("branchNote");
    m_now->setObjectName("branchNow");
    m_later->setObjectName("branchLater");
    m_nearest->setProperty("role", "muted");
    m_nearest->setWordWrap(true);
    m_note->setWordWrap(true);
    m_later->setToolTip(tr("It starts by itself when the runs before it have ended"));
    std::vector<std::int64_t> stored = m_parent->run()->checkpoints();
    m_from->addItem(tr("the beginning: a fresh run, any setting may change"), QVariant::fromValue<qint64>(0));
    for (const std::int64_t each : stored)
        if (each > 0)
            m_from->addItem(tr("iteration %1").arg(grouped(each)), QVariant::fromValue<qint64>(each));
    const std::int64_t nearest =
        std::max<std::int64_t>(0, projects::nearestCheckpoint(stored, shownIteration));
    m_from->setCurrentIndex(m_from->findData(QVariant::fromValue<qint64>(nearest)));
    m_nearest->setText(nearest == shownIteration
                           ? tr("Iteration %1 is shown, and its state is stored.").arg(grouped(nearest))
                           : tr("Iteration %1 is shown; the nearest stored state is that of iteration %2.")
                                 .arg(grouped(std::max<std::int64_t>(0, shownIteration)), grouped(nearest)));

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_changes);
    scroll->setMinimumHeight(160);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(tr("From"), m_from);
    form->addRow({}, m_nearest);
    form->addRow(tr("Changes"), scroll);
    form->addRow({}, m_back);
    form->addRow(tr("Name"), m_name);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_later, QDialogButtonBox::ActionRole);
    buttons->addButton(m_now, QDialogButtonBox::ActionRole);
    m_now->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addLayout(form);
    column->addWidget(m_note);
    column->addWidget(buttons);

    m_back->setProperty("flat", true);
    m_back->setText(tr("Leave all as they were"));
    connect(m_back, &QToolButton::clicked, this, [this] {
        m_changes->setRecipes(m_changes->before(), m_changes->before());
        check();
    });
    m_changes->setRecipes(m_parent->run()->recipe(), wanted);
    moveTo(nearest);
    m_now->setFocus();
    connect(m_from, &QComboBox::currentIndexChanged, this, [this] { moveTo(iteration()); });
    connect(m_changes, &widgets::ChangeList::changed, this, &BranchDialog::check);
    connect(m_now, &QPushButton::clicked, this, [this] { confirm(false); });
    connect(m_later, &QPushButton::clicked, this, [this] { confirm(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void BranchDialog::add(const QString& key) {
    m_changes->add(key);
}

std::int64_t BranchDialog::iteration() const {
    return m_from->currentData().toLongLong();
}

/// The wanted settings stay; what they are compared with is as it was at that iteration.
void BranchDialog::moveTo(std::int64_t iteration) {
    const settings::Recipe wanted = m_changes->after();
    m_changes->setRecipes(projects::recipeAt(m_parent->run()->recipe(), m_parent->changes(), iteration),
                          wanted);
    check();
}

void BranchDialog::check() {
    QString refused;
    try {
        projects::branchedRecipe(m_changes->before(), iteration(),
                                 projects::changesBetween(m_changes->before(), m_changes->after()));
    } catch (const base::InputError& problem) {
        refused = QString::fromUtf8(problem.what());
    }
    const auto count = settings::difference(m_changes->before(), m_changes->after()).size();
    m_name->setPlaceholderText(count <= kChangesInName
                                   ? session::changesText(m_changes->before(), m_changes->after())
                                   : tr("%1 changes").arg(count));
    m_back->setVisible(count > 1);
    m_note->setProperty("role", refused.isEmpty() ? "muted" : "wrong");
    m_note->style()->unpolish(m_note); // the style sheet looks at the role
    m_note->style()->polish(m_note);
    m_note->setText(!refused.isEmpty() ? refused
                    : iteration() == 0
                        ? tr("Starts anew with the same seed, so the same data, networks and noise.")
                        : tr("Goes on with the images of iteration %1 and the same random draws.")
                              .arg(grouped(iteration())));
    m_now->setEnabled(refused.isEmpty());
    m_later->setEnabled(refused.isEmpty());
}

void BranchDialog::confirm(bool queued) {
    const auto changes = projects::changesBetween(m_changes->before(), m_changes->after());
    const QString name =
        m_name->text().trimmed().isEmpty() ? m_name->placeholderText() : m_name->text().trimmed();
    if (const auto run = m_workspace.plan(*m_parent, iteration(), changes, name)) {
        accept();
        Q_EMIT chosen(*run, queued);
    }
}

} // namespace ld3m::workbench
