#include "widgets/recipe/line_editor.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QToolButton>

#include "widgets/theme/icons.h"

namespace ld3m::widgets {

bool UndoFriendlyLine::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool nothing = (key->matches(QKeySequence::Undo) && !isUndoAvailable()) ||
                             (key->matches(QKeySequence::Redo) && !isRedoAvailable());
        if (nothing) {
            event->ignore();
            return true;
        }
    }
    return QLineEdit::event(event);
}

LineEditor::LineEditor(const QString& unit, Browse what, QWidget* parent)
    : FieldEditor(parent), m_line(new UndoFriendlyLine(this)) {
    QList<QWidget*> parts{m_line};
    if (what != Browse::none) {
        auto* button = new QToolButton(this);
        button->setIcon(icon(QStringLiteral("folder")));
        button->setToolTip(what == Browse::file ? tr("Choose a file") : tr("Choose a folder"));
        button->setAccessibleName(button->toolTip());
        connect(button, &QToolButton::clicked, this, [this, what] { browse(what); });
        m_button = button;
        parts.append(button);
    }
    layOut(parts, unit);
    connect(m_line, &QLineEdit::editingFinished, this, &LineEditor::finish);
}

void LineEditor::showValue(const settings::Value& value) {
    m_shown = QString::fromStdString(settings::toText(value));
    m_line->setText(m_shown);
    if (m_button)
        m_line->end(false); // a file's name tells more than the folders it is in
    else
        m_line->home(false);
    m_line->setPlaceholderText(std::holds_alternative<std::vector<std::string>>(value) ? tr("comma separated")
                                                                                       : QString());
}

void LineEditor::setLocked(bool locked) {
    m_line->setReadOnly(locked);
    if (m_button)
        m_button->setEnabled(!locked);
}

void LineEditor::finish() {
    // Also called when the focus leaves: the same text again is no news, but a wrong one must be put right.
    if (m_line->isReadOnly() || (m_line->text() == m_shown && !m_line->property("wrong").toBool()))
        return;
    Q_EMIT entered(m_line->text());
}

void LineEditor::browse(Browse what) {
    const QString chosen =
        what == Browse::file ? QFileDialog::getOpenFileName(this, tr("Choose a file"), m_line->text())
                             : QFileDialog::getExistingDirectory(this, tr("Choose a folder"), m_line->text());
    if (!chosen.isEmpty())
        Q_EMIT entered(chosen);
}

} // namespace ld3m::widgets
