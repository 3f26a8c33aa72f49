// Editor of prior.residual_points: the curve to drag, and numbers for the selected point.
#pragma once

#include "widgets/recipe/field_editor.h"

class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace ld3m::widgets {

class ResidualCurveView;

/// The preset and the form of the residual are the two rows above it in the recipe; it shows what they give.
/// A point that is moved makes the curve a custom one: curve and points change together.
class ResidualCurveEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit ResidualCurveEditor(QWidget* parent);

    void showValue(const settings::Value& value) override;
    void showRecipe(const settings::Recipe& recipe) override;
    void setLocked(bool locked) override;
    QWidget* input() const override;
    bool isWide() const override { return true; }

    ResidualCurveView* view() const { return m_view; }
    QDoubleSpinBox* u() const { return m_u; }
    QDoubleSpinBox* w() const { return m_w; }

private:
    void showSelected();
    void enterNumbers();
    void describe(const settings::PriorSettings& prior);

    QLabel* m_head;
    ResidualCurveView* m_view;
    QDoubleSpinBox* m_u;
    QDoubleSpinBox* m_w;
    QToolButton* m_add;
    QToolButton* m_remove;
    QLabel* m_weights;
    bool m_locked = false;
};

} // namespace ld3m::widgets
