// The T explorer's strip: one column a T, side by side, on one scale.
#pragma once

#include <QScrollArea>

#include <vector>

#include "core/reports/step_exploration.h"

class QHBoxLayout;

namespace ld3m::widgets {

class StepColumn;

class StepStrip : public QScrollArea {
    Q_OBJECT
public:
    explicit StepStrip(QWidget* parent = nullptr);

    /// Empty columns for these T, ascending; what was shown goes.
    void setSteps(std::vector<std::int64_t> steps);
    /// Fills the column of its T, made where there is none.
    void setPoint(const reports::StepPoint& point);
    void setRecipeSteps(std::int64_t steps);
    void setMemoryTotal(std::int64_t bytes);
    /// Whether "Use this T" can be pressed.
    void setUsable(bool usable);

    /// Null where there is none.
    StepColumn* column(std::int64_t steps) const;
    const std::vector<StepColumn*>& columns() const { return m_columns; }

    QSize sizeHint() const override { return {960, 380}; }

Q_SIGNALS:
    void useAsked(qint64 steps);

private:
    StepColumn* add(std::int64_t steps);
    void showClass(std::int64_t label);
    void rescale();

    QHBoxLayout* m_row;
    std::vector<StepColumn*> m_columns; ///< ascending
    std::vector<reports::StepPoint> m_points;
    std::int64_t m_recipeSteps = 0;
    std::int64_t m_memoryTotal = 0;
    std::int64_t m_label = -1;
    bool m_usable = true;
};

} // namespace ld3m::widgets
