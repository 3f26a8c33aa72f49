#include "widgets/recipe/field_editor.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

#include <limits>

#include "widgets/recipe/choice_editors.h"
#include "widgets/recipe/line_editor.h"
#include "widgets/recipe/residual_curve_editor.h"

namespace ld3m::widgets {
namespace {

bool fitsSpinBox(const settings::About& about) {
    return about.min >= std::numeric_limits<int>::lowest() && about.max <= std::numeric_limits<int>::max();
}

LineEditor::Browse browseOf(const settings::Field& field) {
    if (field.name() == "checkpoint")
        return LineEditor::Browse::file;
    return field.name() == "path" ? LineEditor::Browse::folder : LineEditor::Browse::none;
}

} // namespace

FieldEditor* FieldEditor::make(const settings::Field& field, QWidget* parent) {
    const settings::Value value = field.value();
    const settings::About& about = field.about();
    const QString unit = QString::fromStdString(about.unit);
    FieldEditor* editor = nullptr;
    if (field.key() == "prior.residual_points")
        editor = new ResidualCurveEditor(parent);
    else if (std::holds_alternative<bool>(value))
        editor = new CheckEditor(parent);
    else if (std::holds_alternative<std::string>(value) && !about.choices.empty())
        editor = new ChoiceEditor(about.choices, parent);
    else if (std::holds_alternative<std::int64_t>(value) && fitsSpinBox(about))
        editor = new SpinEditor(static_cast<int>(about.min), static_cast<int>(about.max), unit, parent);
    else
        editor = new LineEditor(unit, browseOf(field), parent);
    editor->input()->setAccessibleName(QString::fromStdString(about.label));
    editor->setFocusProxy(editor->input());
    editor->showValue(value);
    return editor;
}

void FieldEditor::mark(const char* property, bool on) {
    if (input()->property(property).toBool() == on)
        return;
    input()->setProperty(property, on);
    input()->style()->unpolish(input());
    input()->style()->polish(input());
}

void FieldEditor::layOut(const QList<QWidget*>& parts, const QString& unit) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QWidget* part : parts)
        row->addWidget(part, part == parts.first() ? 1 : 0);
    if (unit.isEmpty())
        return;
    auto* label = new QLabel(unit, this);
    label->setProperty("role", "muted");
    row->addWidget(label);
}

void FieldEditor::ignoreWheel(QWidget* input) {
    input->setFocusPolicy(Qt::StrongFocus);
    input->installEventFilter(this);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !input()->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ld3m::widgets
