// How a ResidualCurveView looks, and what it says of the step under the mouse.
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "widgets/recipe/residual_curve_view.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr double kRadius = 4.5;
constexpr int kCurveSamples = 96;

} // namespace

void ResidualCurveView::paintFrame(QPainter& painter) const {
    const ThemeColours& colours = coloursOf(palette());
    const QRectF inside = area();
    painter.setPen(QPen(colours.border, 1));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const double w : {0.0, 0.5, 1.0}) {
        const double y = pixelOf({0, w}).y();
        painter.drawLine(QPointF(inside.left(), y), QPointF(inside.right(), y));
    }
    QFont small = tabularFont(font());
    small.setPixelSize(11);
    painter.setFont(small);
    painter.setPen(colours.muted);
    for (const double w : {0.0, 1.0})
        painter.drawText(QRectF(0, pixelOf({0, w}).y() - 8, inside.left() - 6, 16),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(w));
    const QRectF below(inside.left(), inside.bottom() + 10, inside.width(), 18);
    if (m_steps.empty())
        return;
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, tr("t = %1").arg(m_steps.front().t));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, QString::number(m_steps.back().t));
    painter.drawText(below, Qt::AlignCenter, tr("%n steps", nullptr, int(m_steps.size())));
    painter.setPen(QPen(colours.muted, 1));
    for (const settings::ResidualStep& step : m_steps) {
        const double x = pixelOf({step.u, 0}).x();
        painter.drawLine(QPointF(x, inside.bottom() + 2), QPointF(x, inside.bottom() + 6));
    }
}

void ResidualCurveView::paintCurve(QPainter& painter, const settings::PriorSettings& prior,
                                   const QPen& pen) const {
    QPainterPath path;
    for (int i = 0; i <= kCurveSamples; ++i) {
        const double u = double(i) / kCurveSamples;
        const QPointF at = pixelOf({u, settings::residualWeight(prior, u)});
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void ResidualCurveView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.border, 1));
    painter.setBrush(colours.field);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (m_points.empty()) {
        painter.setPen(colours.muted);
        painter.drawText(rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, m_problem);
        return;
    }
    paintFrame(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool off = m_prior.residual == settings::Residual::off;
    const bool linear = m_prior.residual_curve == settings::ResidualCurve::linear;
    if (!linear) {
        settings::PriorSettings paper;
        paintCurve(painter, paper, QPen(mixed(colours.muted, colours.field, 0.6), 1, Qt::DashLine));
    }
    const QColor color = off || m_locked ? colours.muted : colours.changed;
    painter.save();
    try {
        if (m_prior.residual_curve == settings::ResidualCurve::custom) {
            QPolygonF line;
            for (const settings::ControlPoint& point : m_points)
                line.append(pixelOf(point));
            painter.setPen(QPen(color, 2));
            painter.drawPolyline(line);
        } else {
            paintCurve(painter, m_prior, QPen(color, 2));
        }
    } catch (const base::InputError&) {
        // problem() says it.
    }
    painter.restore();
    const double dot = m_steps.size() <= 60 ? 2 : 1.2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.text);
    for (const settings::ResidualStep& step : m_steps)
        painter.drawEllipse(pixelOf({step.u, step.weight}), dot, dot);
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const bool held = int(i) == m_selected;
        painter.setPen(QPen(color, held ? 2.5 : 1.5));
        painter.setBrush(held ? color : colours.field);
        painter.drawEllipse(pixelOf(m_points[i]), held ? kRadius + 1 : kRadius, held ? kRadius + 1 : kRadius);
    }
}

bool ResidualCurveView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto nearest = std::min_element(
        m_steps.begin(), m_steps.end(),
        [&](const settings::ResidualStep& left, const settings::ResidualStep& right) {
            const double x = help->pos().x();
            return std::abs(pixelOf({left.u, 0}).x() - x) < std::abs(pixelOf({right.u, 0}).x() - x);
        });
    if (nearest == m_steps.end() || !area().adjusted(-8, -8, 8, 16).contains(help->pos()))
        return QWidget::event(event); // the row's help
    QToolTip::showText(help->globalPos(),
                       tr("step %1 of %2, t = %3: w = %4")
                           .arg(nearest - m_steps.begin() + 1)
                           .arg(m_steps.size())
                           .arg(nearest->t)
                           .arg(nearest->weight, 0, 'g', 3),
                       this);
    return true;
}

} // namespace ld3m::widgets
