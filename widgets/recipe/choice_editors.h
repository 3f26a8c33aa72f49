// Editors for values that are picked: truth values, words out of a list, whole numbers in a range.
#pragma once

#include "widgets/recipe/field_editor.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace ld3m::widgets {

class CheckEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit CheckEditor(QWidget* parent);
    void showValue(const settings::Value& value) override;
    void setLocked(bool locked) override;
    QWidget* input() const override;

private:
    QCheckBox* m_box;
};

class ChoiceEditor : public FieldEditor {
    Q_OBJECT

public:
    ChoiceEditor(const std::vector<std::string>& choices, QWidget* parent);
    void showValue(const settings::Value& value) override;
    void setLocked(bool locked) override;
    QWidget* input() const override;

private:
    QComboBox* m_box;
};

class SpinEditor : public FieldEditor {
    Q_OBJECT

public:
    SpinEditor(int min, int max, const QString& unit, QWidget* parent);
    void showValue(const settings::Value& value) override;
    void setLocked(bool locked) override;
    QWidget* input() const override;

private:
    QSpinBox* m_box;
};

} // namespace ld3m::widgets
