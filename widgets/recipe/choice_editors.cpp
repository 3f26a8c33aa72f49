#include "widgets/recipe/choice_editors.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>

namespace ld3m::widgets {

CheckEditor::CheckEditor(QWidget* parent) : FieldEditor(parent), m_box(new QCheckBox(this)) {
    layOut({m_box});
    connect(m_box, &QCheckBox::toggled, this, [this](bool on) {
        m_box->setText(on ? tr("on") : tr("off"));
        Q_EMIT entered(on ? QStringLiteral("true") : QStringLiteral("false"));
    });
}

void CheckEditor::showValue(const settings::Value& value) {
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(std::get<bool>(value));
    m_box->setText(m_box->isChecked() ? tr("on") : tr("off"));
}

void CheckEditor::setLocked(bool locked) {
    m_box->setEnabled(!locked);
}
QWidget* CheckEditor::input() const {
    return m_box;
}

ChoiceEditor::ChoiceEditor(const std::vector<std::string>& choices, QWidget* parent)
    : FieldEditor(parent), m_box(new QComboBox(this)) {
    for (const std::string& word : choices) {
        // Words are spelt as in recipe files; people read them without the underscores.
        const QString key = QString::fromStdString(word);
        m_box->addItem(QString(key).replace(QLatin1Char('_'), QLatin1Char(' ')), key);
    }
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(8);
    layOut({m_box});
    ignoreWheel(m_box);
    connect(m_box, &QComboBox::currentIndexChanged, this,
            [this](int index) { Q_EMIT entered(m_box->itemData(index).toString()); });
}

void ChoiceEditor::showValue(const settings::Value& value) {
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentIndex(m_box->findData(QString::fromStdString(std::get<std::string>(value))));
}

void ChoiceEditor::setLocked(bool locked) {
    m_box->setEnabled(!locked);
}
QWidget* ChoiceEditor::input() const {
    return m_box;
}

SpinEditor::SpinEditor(int min, int max, const QString& unit, QWidget* parent)
    : FieldEditor(parent), m_box(new QSpinBox(this)) {
    m_box->setRange(min, max);
    m_box->setKeyboardTracking(false); // half-typed numbers are no values
    m_box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    if (max <= 100)
        m_box->setStepType(QAbstractSpinBox::DefaultStepType);
    if (!unit.isEmpty())
        m_box->setSuffix(QLatin1Char(' ') + unit);
    layOut({m_box});
    ignoreWheel(m_box);
    connect(m_box, &QSpinBox::valueChanged, this,
            [this](int value) { Q_EMIT entered(QString::number(value)); });
}

void SpinEditor::showValue(const settings::Value& value) {
    const QSignalBlocker quiet(m_box);
    m_box->setValue(static_cast<int>(std::get<std::int64_t>(value)));
}

void SpinEditor::setLocked(bool locked) {
    m_box->setEnabled(!locked);
}
QWidget* SpinEditor::input() const {
    return m_box;
}

} // namespace ld3m::widgets
