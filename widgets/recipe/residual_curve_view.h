// The residual's weight over the reverse steps, as a curve whose points are dragged.
#pragma once

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

#include "core/settings/control_points.h"
#include "core/settings/residual_curve.h"

namespace ld3m::widgets {

/// Time runs to the right as sampling does: the first step (u = 1, t = T) stands at the left, the last (u =
/// 0) at the right. Dots are the steps of the reverse process with the weight that each gets.
///
/// Mouse: drag a point; double click adds one; right click removes it. Keys: arrows move the selected point
/// by 0.01 (with Shift by 0.1), Page Up and Page Down select, Insert adds, Delete removes, Escape ends a
/// drag.
class ResidualCurveView : public QWidget {
    Q_OBJECT

public:
    explicit ResidualCurveView(QWidget* parent = nullptr);

    /// Shows these settings without signalling. A preset shows points of its curve; moving one makes it
    /// custom.
    void showPrior(const settings::PriorSettings& prior);
    void setLocked(bool locked);

    const std::vector<settings::ControlPoint>& points() const { return m_points; } ///< u rising
    const std::vector<settings::ResidualStep>& steps() const { return m_steps; }
    /// Why there is no curve; empty when there is one.
    QString problem() const { return m_problem; }
    /// -1: none.
    int selected() const { return m_selected; }
    void select(int point);

    /// Puts a point as near to this place as its neighbours and the ends allow, and signals edited().
    void move(int point, settings::ControlPoint to);
    /// On the curve at u; does nothing where a point already is.
    void add(double u);
    /// All but the two ends.
    void remove(int point);

    QPointF pixelOf(const settings::ControlPoint& point) const;
    QSize sizeHint() const override { return {280, 144}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void edited(const std::vector<ld3m::settings::ControlPoint>&
                    points); ///< a whole change, not each pixel of a drag
    void selectionChanged(int point);
    void previewed(); ///< points() changed on the way of a drag

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF area() const;
    settings::ControlPoint placeOf(QPointF pixel) const;
    int pointAt(QPointF pixel) const;
    settings::ControlPoint allowed(int point, settings::ControlPoint wanted) const;
    bool place(int point, settings::ControlPoint to);
    void computeSteps();
    void announce();
    void nudge(double u, double w);
    void paintFrame(QPainter& painter) const;
    void paintCurve(QPainter& painter, const settings::PriorSettings& prior, const QPen& pen) const;

    settings::PriorSettings m_prior;
    std::vector<settings::ControlPoint> m_points;
    std::vector<settings::ResidualStep> m_steps;
    QString m_problem;
    int m_selected = -1;
    bool m_locked = false;
    std::optional<settings::PriorSettings> m_beforeDrag;
    bool m_removedByClick = false; ///< the press that removed a point opens no menu
};

} // namespace ld3m::widgets
