// What the mouse does to a CurvePlot, its context menu, and what leaves it: figures and the clipboard.
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QTimer>

#include <utility>

#include "widgets/figures/curve_figure_plot.h"
#include "widgets/figures/figure_panel.h"
#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/curve_readout.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr double kSmoothings[] = {0, 0.6, 0.9, 0.99};

QString shortNumber(double number) {
    return QString::number(number, 'g', 4);
}

std::vector<CurveReadout::Line> linesAt(const CurveSet& curves, double x, const QPalette& palette) {
    std::vector<CurveReadout::Line> lines;
    for (const auto& curve : curves.curves()) {
        const auto i = curve.visible ? curve.points.nearest(x) : std::nullopt;
        if (!i)
            continue;
        const double y = curve.points.y(CurveSeries::Line::raw, *i);
        QString value = shortNumber(y);
        if (curve.points.hasDeviation())
            value += QStringLiteral(" ± ") + shortNumber(curve.points.y(CurveSeries::Line::upper, *i) - y);
        lines.push_back({seriesColor(curve.color, palette), curve.name, value});
    }
    return lines;
}

QString headAt(double x, const QString& label) {
    const QString number = x == static_cast<double>(static_cast<qint64>(x))
                               ? QLocale(QLocale::English).toString(static_cast<qint64>(x))
                               : shortNumber(x);
    return label.isEmpty() ? number : label + QLatin1Char(' ') + number;
}

} // namespace

void CurvePlot::connectMouse() {
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->installEventFilter(this);
    m_click->setSingleShot(true);
    connect(m_click, &QTimer::timeout, this, [this] { Q_EMIT cursorPlaced(m_clicked); });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const bool vertical = event->modifiers().testFlag(Qt::ShiftModifier);
        m_plot->axisRect()->setRangeDrag(vertical ? Qt::Vertical : Qt::Horizontal);
        if (event->button() == Qt::LeftButton)
            m_pressed = event->pos();
    });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        const auto pressed = std::exchange(m_pressed, std::nullopt);
        if (event->button() == Qt::LeftButton && pressed &&
            (event->pos() - *pressed).manhattanLength() < QApplication::startDragDistance())
            clicked(event->pos());
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this](QMouseEvent* event) {
        if (!isOnLegend(event->pos()))
            follow();
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        m_mouse = event->buttons() == Qt::NoButton ? std::optional(event->pos()) : std::nullopt;
        updateReadout();
    });
    connect(m_plot, &QCustomPlot::afterReplot, this, &CurvePlot::updateReadout);
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        const bool vertical = event->modifiers().testFlag(Qt::ShiftModifier);
        m_plot->axisRect()->setRangeZoom(vertical ? Qt::Vertical : Qt::Horizontal);
    });
    connect(m_plot, &QCustomPlot::legendClick, this, [this](QCPLegend*, QCPAbstractLegendItem* item) {
        auto* entry = qobject_cast<QCPPlottableLegendItem*>(item);
        auto* curve = entry ? m_curves->find(entry->plottable()) : nullptr;
        if (curve)
            setSeriesVisible(curve->name, !curve->visible);
    });
    const auto rangeChanged = qOverload<const QCPRange&>(&QCPAxis::rangeChanged);
    connect(m_plot->xAxis, rangeChanged, this, [this] {
        if (!m_programmed)
            rangeMoved();
    });
    connect(m_plot->yAxis, rangeChanged, this, [this] { m_fitsY = m_fitsY && m_programmed; });
}

bool CurvePlot::isOnLegend(QPoint position) const {
    return m_plot->legend->visible() && m_plot->legend->outerRect().contains(position);
}

void CurvePlot::clicked(QPoint position) {
    if (!m_plot->axisRect()->rect().contains(position) || isOnLegend(position))
        return;
    m_clicked = m_plot->xAxis->pixelToCoord(position.x());
    m_click->start(QApplication::doubleClickInterval());
}

void CurvePlot::rangeMoved() {
    if (m_following) {
        m_following = false;
        Q_EMIT followingChanged(false);
    }
    Q_EMIT xRangeChanged(lowerX(), upperX());
}

void CurvePlot::follow() {
    m_click->stop();
    m_fitsY = true;
    setFollowing(true);
    Q_EMIT followingChanged(true);
}

void CurvePlot::updateReadout() {
    const QRect area = m_plot->axisRect()->rect();
    const auto x = m_mouse && area.contains(*m_mouse)
                       ? m_curves->nearestX(m_plot->xAxis->pixelToCoord(m_mouse->x()))
                       : std::nullopt;
    const int pixel = x ? qRound(m_plot->xAxis->coordToPixel(*x)) : 0;
    if (!x || pixel < area.left() || pixel > area.right()) {
        m_readout->hide();
        return;
    }
    m_readout->showAt(area, pixel, headAt(*x, m_plot->xAxis->label()), linesAt(*m_curves, *x, palette()));
}

bool CurvePlot::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Leave) {
        m_mouse.reset();
        updateReadout();
    }
    if (event->type() == QEvent::ContextMenu) { // QCustomPlot passes no mouse event on to its parent
        contextMenuEvent(static_cast<QContextMenuEvent*>(event));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QString CurvePlot::readoutAt(double x) const {
    const auto nearest = m_curves->nearestX(x);
    if (!nearest)
        return {};
    QStringList text{headAt(*nearest, m_plot->xAxis->label())};
    for (const auto& line : linesAt(*m_curves, *nearest, palette()))
        text.append(line.name + QLatin1Char(' ') + line.value);
    return text.join(QLatin1Char('\n'));
}

CurveFigure CurvePlot::figure() {
    prepareReplot();
    CurveFigure figure{.title = m_titleText,
                       .xLabel = m_plot->xAxis->label(),
                       .yLabel = m_plot->yAxis->label(),
                       .logX = isLogX(),
                       .logY = isLogY(),
                       .smoothing = smoothing(),
                       .x = AxisRange(lowerX(), upperX()),
                       .y = AxisRange(lowerY(), upperY()),
                       .events = m_marks->events(),
                       .references = m_marks->references()};
    for (const CurveSet::Curve& curve : m_curves->curves())
        if (curve.visible)
            figure.curves.push_back(
                {curve.name, curve.color, curve.dashed, curve.dots, curve.points, curve.scattered});
    return figure;
}

bool CurvePlot::save(const QString& path, QSizeF inches, int dpi) {
    FigureStyle style;
    style.width = inches.width();
    style.height = inches.height();
    style.dpi = dpi;
    return widgets::save(figureOf(figure()), style, path).isEmpty();
}

void CurvePlot::copyToClipboard() {
    QApplication::clipboard()->setPixmap(m_plot->toPixmap());
}

void CurvePlot::exportFigure() {
    auto* panel = new FigurePanel(figureOf(figure()), window());
    panel->setAttribute(Qt::WA_DeleteOnClose);
    panel->show();
}

QMenu* CurvePlot::createContextMenu() {
    auto* menu = new QMenu(this);
    auto* logX = menu->addAction(tr("Logarithmic x"), this, [this](bool log) {
        setLogX(log);
        Q_EMIT logXChanged(log);
    });
    logX->setCheckable(true);
    logX->setChecked(isLogX());
    auto* logY = menu->addAction(tr("Logarithmic y"), this, [this](bool log) {
        setLogY(log);
        Q_EMIT logYChanged(log);
    });
    logY->setCheckable(true);
    logY->setChecked(isLogY());
    auto* smoothings = menu->addMenu(tr("Smoothing"));
    for (const double weight : kSmoothings) {
        auto* action =
            smoothings->addAction(weight > 0 ? shortNumber(weight) : tr("off"), this, [this, weight] {
                setSmoothing(weight);
                Q_EMIT smoothingChanged(weight);
            });
        action->setCheckable(true);
        action->setChecked(weight == smoothing());
    }
    menu->addAction(icon(QStringLiteral("fit")), tr("Reset view"), this, [this] { follow(); });
    menu->addSeparator();
    menu->addAction(icon(QStringLiteral("copy")), tr("Copy picture"), this, &CurvePlot::copyToClipboard);
    menu->addAction(icon(QStringLiteral("save")), tr("Export figure…"), this, &CurvePlot::exportFigure);
    return menu;
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = createContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

} // namespace ld3m::widgets
