#include "app/workbench/new_project_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "app/workbench/home_path.h"

namespace ld3m::workbench {

NewProjectDialog::NewProjectDialog(const QStringList& recipes, QWidget* parent)
    : QDialog(parent), m_name(new QLineEdit(this)),
      m_location(new QLineEdit(shortened(QDir::homePath()), this)), m_recipe(new QComboBox(this)),
      m_note(new QLabel(this)), m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("New Project"));
    setMinimumWidth(480);
    m_name->setObjectName("projectName");
    m_name->setPlaceholderText(tr("my-project"));
    m_location->setObjectName("projectLocation");
    m_location->setAccessibleName(tr("Folder in which the project is made"));
    m_note->setProperty("role", "muted");
    m_note->setWordWrap(true);
    m_recipe->setObjectName("projectRecipe");
    m_note->setObjectName("projectNote");
    m_recipe->addItem(tr("Defaults of the paper"), QString());
    for (const QString& file : recipes)
        m_recipe->addItem(QFileInfo(file).completeBaseName(), file);
    auto* browse = new QPushButton(tr("Browse…"), this);
    auto* location = new QHBoxLayout;
    location->addWidget(m_location, 1);
    location->addWidget(browse);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->setSpacing(10);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("In folder"), location);
    form->addRow(tr("Begin with"), m_recipe);
    form->addRow(m_note);
    form->addRow(m_buttons);
    m_buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Where the project goes"),
                                                                 expanded(m_location->text()));
        if (!chosen.isEmpty())
            m_location->setText(shortened(chosen));
    });
    connect(m_name, &QLineEdit::textChanged, this, &NewProjectDialog::check);
    connect(m_location, &QLineEdit::textChanged, this, &NewProjectDialog::check);
    check();
}

QString NewProjectDialog::name() const {
    return m_name->text().trimmed();
}

std::filesystem::path NewProjectDialog::folder() const {
    return std::filesystem::path(expanded(m_location->text()).toStdString()) / name().toStdString();
}

QString NewProjectDialog::recipeFile() const {
    return m_recipe->currentData().toString();
}

void NewProjectDialog::check() {
    const QString place = QString::fromStdString(folder().string());
    const bool taken = !name().isEmpty() && QFileInfo::exists(place + "/project.toml");
    const bool folderName = !name().contains('/') && name() != "." && name() != "..";
    const bool named = !name().isEmpty() && folderName;
    if (!folderName)
        m_note->setText(tr("%1 is no name of a folder; choose the place below.").arg(name()));
    else if (taken)
        m_note->setText(tr("%1 already is a project; take another name.").arg(shortened(place)));
    else if (named)
        m_note->setText(tr("Makes %1").arg(shortened(place)));
    else
        m_note->setText(tr("A project is a folder with a recipe and the runs made from it."));
    for (QAbstractButton* button : m_buttons->buttons())
        if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(named && !taken);
}

} // namespace ld3m::workbench
