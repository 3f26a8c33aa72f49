// The last minutes of one number, as small as a word.
#pragma once

#include <QWidget>

#include <vector>

namespace ld3m::widgets {

class Sparkline : public QWidget {
    Q_OBJECT

public:
    /// @param color number of the series colour
    explicit Sparkline(int color = 0, QWidget* parent = nullptr);

    /// Numbers from 0 to `full`, the newest last; `full` 0 takes their largest. `kept` of them fill the
    /// width: while there are fewer they stand at the right. NaN is a gap.
    void setValues(std::vector<double> values, double full, std::size_t kept);
    const std::vector<double>& values() const { return m_values; }
    /// Where number i is drawn.
    QPointF pointAt(std::size_t i) const;

    QSize sizeHint() const override { return {96, 20}; }
    QSize minimumSizeHint() const override { return {48, 16}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_color;
    std::vector<double> m_values;
    double m_full = 1;
    std::size_t m_kept = 1;
};

} // namespace ld3m::widgets
