// Name, tags and note of one run, to be written by a person.
#pragma once

#include <QDialog>

#include "core/projects/run_notes.h"

class QLineEdit;
class QPlainTextEdit;

namespace ld3m::workbench {

class RunNotesDialog : public QDialog {
    Q_OBJECT
public:
    enum class Part { name, tags, note };

    /// `name` is what the run is called now; the part gets the focus.
    RunNotesDialog(const QString& name, const projects::RunNotes& notes, Part part, QWidget* parent);

    projects::RunNotes notes() const;

private:
    projects::RunNotes m_notes;
    QString m_called;
    QLineEdit* m_name;
    QLineEdit* m_tags;
    QPlainTextEdit* m_note;
};

} // namespace ld3m::workbench
