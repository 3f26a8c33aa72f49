// Where the time of an iteration goes: one bar, split by phase, with its legend.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

#include "core/reports/iteration_report.h"

namespace ld3m::widgets {

class PhaseBar : public QWidget {
    Q_OBJECT

public:
    struct Part {
        QString name;
        double seconds = 0;
    };

    explicit PhaseBar(QWidget* parent = nullptr);

    /// synthesize, match, pull back, update; a whole iteration longer than their sum adds "other".
    void setPhases(const reports::PhaseSeconds& phases, double wholeSeconds = 0);
    void setParts(std::vector<Part> parts);
    void clear();
    const std::vector<Part>& parts() const { return m_parts; }
    double total() const;
    QString totalText() const; ///< "526 ms"
    /// Left edge and width of part i in this widget's bar.
    std::pair<double, double> extent(std::size_t part) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF barRect() const;

    std::vector<Part> m_parts;
};

} // namespace ld3m::widgets
