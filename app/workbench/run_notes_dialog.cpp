#include "app/workbench/run_notes_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace ld3m::workbench {

RunNotesDialog::RunNotesDialog(const QString& name, const projects::RunNotes& notes, Part part,
                               QWidget* parent)
    : QDialog(parent), m_notes(notes), m_called(name), m_name(new QLineEdit(name, this)),
      m_tags(new QLineEdit(this)), m_note(new QPlainTextEdit(QString::fromStdString(notes.note), this)) {
    setWindowTitle(tr("About %1").arg(name));
    setMinimumWidth(400);
    m_name->setObjectName("runName");
    m_tags->setObjectName("runTags");
    m_note->setObjectName("runNote");
    QStringList tags;
    for (const std::string& tag : notes.tags)
        tags << QString::fromStdString(tag);
    m_tags->setText(tags.join(", "));
    m_tags->setPlaceholderText(tr("paper, keep"));
    m_note->setPlaceholderText(tr("What this run is for, and what came of it."));
    m_note->setTabChangesFocus(true);
    m_note->setMaximumHeight(120);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole)->setDefault(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->setSpacing(8);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Tags"), m_tags);
    form->addRow(tr("Note"), m_note);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_name->selectAll();
    (part == Part::name   ? static_cast<QWidget*>(m_name)
     : part == Part::tags ? m_tags
                          : static_cast<QWidget*>(m_note))
        ->setFocus();
}

projects::RunNotes RunNotesDialog::notes() const {
    projects::RunNotes notes = m_notes;
    if (const QString typed = m_name->text().trimmed(); typed != m_called) // empty: the run's own name again
        notes.name = typed.toStdString();
    notes.tags = projects::tagsFrom(m_tags->text().toStdString());
    notes.note = m_note->toPlainText().trimmed().toStdString();
    return notes;
}

} // namespace ld3m::workbench
