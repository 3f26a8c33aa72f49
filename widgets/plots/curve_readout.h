// The hover panel over a plot: a hair line and the values of all curves there. Painted above, so no replot.
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace ld3m::widgets {

class CurveReadout : public QWidget {
    Q_OBJECT

public:
    struct Line {
        QColor color;
        QString name;
        QString value;
    };

    /// Covers its parent and lets the mouse through.
    explicit CurveReadout(QWidget* parent);

    /// `area` is the inside of the axes, `x` the hair line, both in the parent's pixels.
    void showAt(QRect area, int x, const QString& head, std::vector<Line> lines);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect m_area;
    int m_x = 0;
    QString m_head;
    std::vector<Line> m_lines;
};

} // namespace ld3m::widgets
