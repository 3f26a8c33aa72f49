// Numbers of any size, texts, comma lists and paths: everything that is typed into a line.
#pragma once

#include <QLineEdit>

#include "widgets/recipe/field_editor.h"

namespace ld3m::widgets {

/// Lets the window's Undo and Redo through when there is nothing of its own to undo.
class UndoFriendlyLine : public QLineEdit {
    Q_OBJECT

public:
    using QLineEdit::QLineEdit;

protected:
    bool event(QEvent* event) override;
};

class LineEditor : public FieldEditor {
    Q_OBJECT

public:
    enum class Browse { none, file, folder };

    LineEditor(const QString& unit, Browse browse, QWidget* parent);

    void showValue(const settings::Value& value) override;
    void setLocked(bool locked) override;
    QWidget* input() const override { return m_line; }
    bool isWide() const override { return m_button != nullptr; } ///< paths are long

private:
    void finish();
    void browse(Browse what);

    UndoFriendlyLine* m_line;
    QWidget* m_button = nullptr;
    QString m_shown;
};

} // namespace ld3m::widgets
