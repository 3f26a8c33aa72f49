#include "widgets/recipe/residual_curve_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace ld3m::widgets {
namespace {

using settings::ControlPoint;

constexpr double kReach = 9;      ///< pixels around a point that take hold of it
constexpr double kClosest = 0.01; ///< in u, between two points
constexpr int kPresetPoints = 5;  ///< of a curve that is no custom one
constexpr double kStep = 0.01;
constexpr double kLongStep = 0.1;

double rounded(double number) {
    return std::round(number * 100) / 100;
}

std::vector<ControlPoint> pointsOf(const settings::PriorSettings& prior) {
    if (prior.residual_curve == settings::ResidualCurve::custom)
        return settings::controlPoints(prior.residual_points);
    std::vector<ControlPoint> points;
    for (int i = 0; i < kPresetPoints; ++i) {
        const double u = double(i) / (kPresetPoints - 1);
        points.push_back({u, rounded(settings::residualWeight(prior, u))});
    }
    return points;
}

} // namespace

ResidualCurveView::ResidualCurveView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Residual curve"));
    showPrior({});
}

void ResidualCurveView::showPrior(const settings::PriorSettings& prior) {
    if (m_beforeDrag)
        return; // the hand has it
    const std::optional<ControlPoint> held =
        m_selected >= 0 ? std::optional(m_points[std::size_t(m_selected)]) : std::nullopt;
    m_prior = prior;
    m_problem.clear();
    try {
        m_points = pointsOf(prior);
    } catch (const base::InputError& problem) {
        m_points.clear();
        m_problem = QString::fromUtf8(problem.what());
    }
    computeSteps();
    int kept = -1;
    for (std::size_t i = 0; held && i < m_points.size(); ++i)
        if (std::abs(m_points[i].u - held->u) < 1e-9)
            kept = int(i);
    const bool changed = kept != m_selected || held;
    m_selected = kept;
    if (changed)
        Q_EMIT selectionChanged(m_selected);
    update();
}

void ResidualCurveView::computeSteps() {
    m_steps.clear();
    try {
        m_steps = settings::residualSteps(m_prior);
    } catch (const base::InputError& problem) {
        if (m_problem.isEmpty())
            m_problem = QString::fromUtf8(problem.what());
    }
}

void ResidualCurveView::setLocked(bool locked) {
    m_locked = locked;
    update();
}

void ResidualCurveView::select(int point) {
    point = point >= 0 && point < int(m_points.size()) ? point : -1;
    if (point == m_selected)
        return;
    m_selected = point;
    Q_EMIT selectionChanged(point);
    update();
}

QRectF ResidualCurveView::area() const {
    return QRectF(rect()).adjusted(28, 12, -12, -32);
}

QPointF ResidualCurveView::pixelOf(const ControlPoint& point) const {
    const QRectF inside = area();
    return {inside.left() + (1 - point.u) * inside.width(), inside.bottom() - point.w * inside.height()};
}

ControlPoint ResidualCurveView::placeOf(QPointF pixel) const {
    const QRectF inside = area();
    return {rounded(1 - (pixel.x() - inside.left()) / inside.width()),
            rounded((inside.bottom() - pixel.y()) / inside.height())};
}

int ResidualCurveView::pointAt(QPointF pixel) const {
    int nearest = -1;
    double best = kReach;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF away = pixelOf(m_points[i]) - pixel;
        if (const double distance = std::hypot(away.x(), away.y()); distance <= best) {
            best = distance;
            nearest = int(i);
        }
    }
    return nearest;
}

ControlPoint ResidualCurveView::allowed(int point, ControlPoint wanted) const {
    const auto i = std::size_t(point);
    wanted.w = std::clamp(wanted.w, 0.0, 1.0);
    if (i == 0)
        wanted.u = 0;
    else if (i + 1 == m_points.size())
        wanted.u = 1;
    else
        wanted.u = std::clamp(wanted.u, std::min(m_points[i - 1].u + kClosest, m_points[i].u),
                              std::max(m_points[i + 1].u - kClosest, m_points[i].u));
    return wanted;
}

/// Whether it is somewhere else now.
bool ResidualCurveView::place(int point, ControlPoint to) {
    to = allowed(point, to);
    if (m_points[std::size_t(point)] == to)
        return false;
    m_points[std::size_t(point)] = to;
    m_prior.residual_curve = settings::ResidualCurve::custom;
    m_prior.residual_points = settings::wordsOf(m_points);
    m_problem.clear();
    computeSteps();
    update();
    return true;
}

void ResidualCurveView::announce() {
    const std::vector<ControlPoint> points = m_points; // whoever hears it shows them anew
    const int selected = m_selected;
    Q_EMIT edited(points);
    if (m_points.size() == points.size())
        select(selected);
}

void ResidualCurveView::move(int point, ControlPoint to) {
    if (!m_locked && point >= 0 && point < int(m_points.size()) && place(point, to))
        announce();
}

void ResidualCurveView::add(double u) {
    if (m_locked || m_points.size() < 2)
        return;
    const auto after =
        std::upper_bound(m_points.begin(), m_points.end(), u,
                         [](double value, const ControlPoint& each) { return value < each.u; });
    if (after == m_points.begin() || after == m_points.end() || u - (after - 1)->u < kClosest ||
        after->u - u < kClosest)
        return;
    const double w = rounded(settings::residualWeight(m_prior, u));
    const auto added = after - m_points.begin();
    m_points.insert(after, {u, w});
    m_selected = int(added);
    announce();
    Q_EMIT selectionChanged(m_selected);
}

void ResidualCurveView::remove(int point) {
    if (m_locked || point <= 0 || point + 1 >= int(m_points.size()))
        return;
    m_points.erase(m_points.begin() + point);
    m_selected = -1;
    announce();
    Q_EMIT selectionChanged(m_selected);
}

void ResidualCurveView::mousePressEvent(QMouseEvent* event) {
    const int point = pointAt(event->position());
    m_removedByClick = false;
    if (event->button() == Qt::RightButton && point >= 0 && !m_locked) {
        m_removedByClick = true;
        remove(point);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    select(point);
    if (point >= 0 && !m_locked)
        m_beforeDrag = m_prior;
}

void ResidualCurveView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_beforeDrag) {
        const bool grab = pointAt(event->position()) >= 0 && !m_locked;
        setCursor(grab ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if (place(m_selected, placeOf(event->position())))
        Q_EMIT previewed();
}

void ResidualCurveView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_beforeDrag)
        return;
    const settings::PriorSettings before = *std::exchange(m_beforeDrag, std::nullopt);
    const bool moved =
        m_prior.residual_curve != before.residual_curve || m_prior.residual_points != before.residual_points;
    if (moved)
        announce();
}

void ResidualCurveView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && pointAt(event->position()) < 0)
        add(placeOf(event->position()).u);
}

void ResidualCurveView::contextMenuEvent(QContextMenuEvent* event) {
    if (!std::exchange(m_removedByClick, false))
        event->ignore(); // the row's own menu
}

void ResidualCurveView::nudge(double u, double w) {
    if (m_selected < 0) {
        select(int(m_points.size()) - 1);
        return;
    }
    const ControlPoint& held = m_points[std::size_t(m_selected)];
    move(m_selected, {rounded(held.u + u), rounded(held.w + w)});
}

void ResidualCurveView::keyPressEvent(QKeyEvent* event) {
    const double far = event->modifiers().testFlag(Qt::ShiftModifier) ? kLongStep : kStep;
    switch (event->key()) {
    case Qt::Key_Left: // earlier in the walk: more of u
        return nudge(far, 0);
    case Qt::Key_Right:
        return nudge(-far, 0);
    case Qt::Key_Up:
        return nudge(0, far);
    case Qt::Key_Down:
        return nudge(0, -far);
    case Qt::Key_PageUp: // to the left
        return select(m_selected < 0 ? int(m_points.size()) - 1
                                     : std::min(m_selected + 1, int(m_points.size()) - 1));
    case Qt::Key_PageDown:
        return select(m_selected < 0 ? 0 : std::max(m_selected - 1, 0));
    case Qt::Key_Insert:
        if (m_selected >= 0 && m_points.size() > 1) {
            const auto left = std::size_t(std::min(m_selected, int(m_points.size()) - 2));
            add(rounded((m_points[left].u + m_points[left + 1].u) / 2));
        }
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return remove(m_selected);
    case Qt::Key_Escape:
        if (m_beforeDrag)
            return showPrior(*std::exchange(m_beforeDrag, std::nullopt));
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace ld3m::widgets
