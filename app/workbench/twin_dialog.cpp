#include "app/workbench/twin_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/recipe/change_list.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

TwinDialog::TwinDialog(const settings::Recipe& recipe, QWidget* parent)
    : QDialog(parent), m_changes(new widgets::ChangeList(this)), m_note(new QLabel(this)),
      m_start(new QPushButton(widgets::icon("twin"), tr("Start both arms"), this)) {
    setWindowTitle(tr("A|B with Another Change"));
    setMinimumWidth(480);
    m_note->setProperty("role", "muted");
    m_note->setWordWrap(true);
    m_start->setObjectName("startTwin");
    m_changes->setRecipes(recipe, recipe);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_start, QDialogButtonBox::AcceptRole);
    m_start->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_note);
    column->addWidget(m_changes);
    column->addStretch();
    column->addWidget(buttons);
    connect(m_changes, &widgets::ChangeList::changed, this, &TwinDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

projects::Change TwinDialog::change() const {
    const auto changes = projects::changesBetween(m_changes->before(), m_changes->after());
    return changes.empty() ? projects::Change() : changes.front();
}

void TwinDialog::check() {
    const auto changes = projects::changesBetween(m_changes->before(), m_changes->after());
    m_start->setEnabled(changes.size() == 1);
    m_note->setText(changes.size() < 2
                        ? tr("Arm A runs the recipe as it is, arm B with one setting changed. Both draw "
                             "the same data, networks, augmentations and noise.")
                        : tr("With %1 changes nobody could tell which one made the difference: leave one.")
                              .arg(changes.size()));
}

} // namespace ld3m::workbench
