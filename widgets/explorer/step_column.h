// One T of the explorer: its images, gradient norms, seconds and memory, and a button that takes it.
#pragma once

#include <QFrame>

#include "core/reports/step_exploration.h"

class QLabel;
class QPushButton;

namespace ld3m::widgets {

class ClassMosaic;
class NormBars;
struct NormScale;

class StepColumn : public QFrame {
    Q_OBJECT
public:
    StepColumn(std::int64_t steps, QWidget* parent);

    std::int64_t steps() const { return m_steps; }
    void setPoint(const reports::StepPoint& point);
    void setScale(const NormScale& scale);
    /// The recipe's T is marked, and needs no button.
    void setCurrent(bool current);
    bool isCurrent() const { return m_current; }
    void setUsable(bool usable);
    void setMemoryTotal(std::int64_t bytes) { m_memoryTotal = bytes; }

    ClassMosaic* mosaic() const { return m_mosaic; }
    NormBars* bars() const { return m_bars; }
    QPushButton* useButton() const { return m_use; }
    QString costText() const;

Q_SIGNALS:
    void useAsked(qint64 steps);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::int64_t m_steps;
    std::int64_t m_memoryTotal = 0;
    bool m_current = false;
    bool m_usable = true;
    QLabel* m_title;
    QLabel* m_mark;
    ClassMosaic* m_mosaic;
    NormBars* m_bars;
    QLabel* m_seconds;
    QLabel* m_memory;
    QPushButton* m_use;
};

} // namespace ld3m::widgets
