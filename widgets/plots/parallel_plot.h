// Parallel coordinates: every point a line across all axes, coloured by one of them, chosen by brushing.
#pragma once

#include <QLineF>
#include <QPixmap>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

#include "widgets/plots/parallel_axis.h"

namespace ld3m::widgets {

struct ParallelLine {
    QString name;               ///< what people call the point
    std::vector<double> values; ///< one an axis; NaN is missing and leaves a gap
};

struct ParallelData {
    std::vector<ParallelAxis> axes;
    std::vector<ParallelLine> lines;
    int shade = -1; ///< the axis that colours the lines; -1: none
};

/// Mouse: a drag along an axis chooses the lines that pass there, a click on it chooses all again; several
/// axes choose together. A click on a line tells it; a double click, or Escape, ends all choices.
class ParallelPlot : public QWidget {
    Q_OBJECT

public:
    explicit ParallelPlot(QWidget* parent = nullptr);

    /// Choices stay where the axes have the same names.
    void setData(ParallelData data);
    const ParallelData& data() const { return m_data; }
    void setEmptyText(const QString& text);

    /// Shares of an axis' height; nothing: all of it.
    void setBrush(int axis, std::optional<std::pair<double, double>> shares);
    std::optional<std::pair<double, double>> brush(int axis) const;
    void clearBrushes();
    bool isBrushed() const;
    /// Names of the lines that every brush lets pass.
    QStringList chosen() const;
    /// Draws this line above the others; empty: none.
    void highlight(const QString& name);
    /// The line under the mouse; empty for none.
    QString hovered() const;

    /// In this widget's pixels, for tests.
    QPointF placeOf(int line, int axis) const;

    QSize sizeHint() const override { return {420, 240}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

Q_SIGNALS:
    void brushed();                    ///< chosen() is another one
    void clicked(const QString& name); ///< a line

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Brush = std::optional<std::pair<double, double>>;

    int axisCount() const { return static_cast<int>(m_data.axes.size()); }
    QRectF plotArea() const;
    double xOf(int axis) const;
    double yOf(double share) const;
    double shareAt(double y) const;
    int axisAt(QPointF place) const; ///< -1: none is near
    int lineAt(QPointF place) const;
    bool passes(const ParallelLine& line) const;
    void changed();
    void setHovered(int line);

    // See parallel_plot_paint.cpp.
    void renderLines();
    void addPieces(const ParallelLine& line, QList<QLineF>& pieces) const;
    void paintAxis(QPainter& painter, int axis) const;
    void paintLegend(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;

    ParallelData m_data;
    std::vector<Brush> m_brushes;
    QString m_empty;
    QFont m_numbers; ///< words have the widget's own
    QString m_highlighted;
    QPixmap m_lines; ///< null: to be rendered anew
    int m_hovered = -1;
    int m_dragged = -1; ///< axis
    QPointF m_pressed;
};

/// The colour of a share from 0 to 1: lighter on dark ground, darker on light ground, the more the further it
/// stands out. Also told apart without hues.
QColor shadeColor(double share, const QPalette& palette);

} // namespace ld3m::widgets
