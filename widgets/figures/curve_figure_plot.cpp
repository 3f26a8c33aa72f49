#include "widgets/figures/curve_figure_plot.h"

#include <algorithm>

#include "widgets/figures/figure_writer.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

namespace ld3m::widgets {
namespace {

constexpr double kTickShare = 0.9;    ///< of the font size
constexpr double kHairLine = 0.5;     ///< points: axes, ticks, marks
constexpr double kTickPitch = 0.55;   ///< inches that a tick label of x and the space beside it take
constexpr double kRoomForDots = 1.06; ///< of the span of x
constexpr double kGap = 3;            ///< points between things

int units(double points) {
    return qRound(points * kUnitsPerPoint);
}

QPalette paper() {
    QPalette palette = themePalette(themeColours(false));
    palette.setColor(QPalette::Window, Qt::white);
    palette.setColor(QPalette::WindowText, Qt::black);
    return palette;
}

Qt::Alignment cornerOf(LegendPlace place) {
    switch (place) {
    case LegendPlace::topLeft:
        return Qt::AlignTop | Qt::AlignLeft;
    case LegendPlace::bottomLeft:
        return Qt::AlignBottom | Qt::AlignLeft;
    case LegendPlace::bottomRight:
        return Qt::AlignBottom | Qt::AlignRight;
    default:
        return Qt::AlignTop | Qt::AlignRight;
    }
}

} // namespace

CurveFigurePlot::CurveFigurePlot(const CurveFigure& figure, const FigureStyle& style)
    : m_inches(plotSize(style)), m_findsPlace(style.legend == LegendPlace::automatic),
      m_plot(std::make_unique<QCustomPlot>()), m_curves(std::make_unique<CurveSet>(*m_plot)),
      m_marks(std::make_unique<CurveMarks>(*m_plot)) {
    m_plot->setBackground(Qt::white);
    m_plot->plotLayout()->setRowSpacing(0);
    setAxes(figure, style);
    addCurves(figure, style);
    chooseRanges(figure);
    setTitle(figure, style);
    setLegend(style);
    coverOutside();
    QObject::connect(m_plot.get(), &QCustomPlot::afterLayout, m_plot.get(), [this] { fillView(); });
    m_plot->setViewport(
        QRect(0, 0, qRound(m_inches.width() * kUnitsPerInch), qRound(m_inches.height() * kUnitsPerInch)));
    if (m_findsPlace)
        findLegendPlace();
}

CurveFigurePlot::~CurveFigurePlot() = default;

void CurveFigurePlot::setAxes(const CurveFigure& figure, const FigureStyle& style) {
    const QPen hair(Qt::black, units(kHairLine));
    const QColor pale(0, 0, 0, 30);
    for (QCPAxis* axis : m_plot->axisRect()->axes()) {
        axis->setBasePen(hair);
        axis->setTickPen(hair);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0, units(kGap));
        axis->setTickLabelPadding(units(kGap / 2));
        axis->setLabelPadding(units(kGap / 2));
        axis->setPadding(units(kGap / 2));
        axis->setTickLabelColor(Qt::black);
        axis->setLabelColor(Qt::black);
        axis->setTickLabelFont(figureFont(style, kTickShare));
        axis->setLabelFont(figureFont(style));
        axis->grid()->setPen(QPen(pale, units(kHairLine)));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setVisible(style.grid && axis == m_plot->yAxis);
        axis->setNumberFormat(axis == m_plot->yAxis ? QStringLiteral("gb") : QStringLiteral("g"));
        axis->setNumberPrecision(axis == m_plot->yAxis ? 3 : 7);
    }
    m_plot->axisRect()->setMinimumMargins({units(kGap), units(2 * kGap), units(3 * kGap), units(kGap)});
    m_plot->xAxis->setLabel(style.xTitle.value_or(figure.xLabel));
    m_plot->yAxis->setLabel(style.yTitle.value_or(figure.yLabel));
    m_plot->xAxis->setScaleType(figure.logX ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setScaleType(figure.logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

void CurveFigurePlot::addCurves(const CurveFigure& figure, const FigureStyle& style) {
    m_curves->setSmoothing(figure.smoothing);
    for (const CurveFigure::Curve& each : figure.curves) {
        CurveSet::Curve& curve = m_curves->curve(each.name, each.color);
        curve.dashed = each.dashed;
        curve.dots = each.dots;
        curve.scattered = each.scattered;
        curve.points = each.points;
        curve.points.setSmoothing(figure.smoothing);
    }
    for (const auto& [at, label] : figure.events)
        m_marks->addEvent(at, label);
    for (const auto& [at, label] : figure.references)
        m_marks->addReference(at, label);
    m_curves->applyColours(paper());
    m_curves->setLineWidth(style.lineWidth * kUnitsPerPoint);
    m_marks->applyColours(paper());
    m_marks->setSizes(figureFont(style, kTickShare), units(kHairLine));
}

void CurveFigurePlot::chooseRanges(const CurveFigure& figure) {
    if (const auto x = figure.x ? figure.x : fittedX(*m_curves, figure.logX))
        m_plot->xAxis->setRange(x->first, x->second);
    if (!figure.x && std::ranges::any_of(figure.curves, &CurveFigure::Curve::dots))
        m_plot->xAxis->scaleRange(kRoomForDots); // whole ones at the ends
    const QCPRange x = m_plot->xAxis->range();
    const auto y =
        figure.y ? figure.y : fittedY(*m_curves, {x.lower, x.upper}, figure.logY, m_marks->references());
    if (y)
        m_plot->yAxis->setRange(y->first, y->second);
    chooseTickers(*m_plot, static_cast<int>(m_inches.width() / kTickPitch));
}

void CurveFigurePlot::setTitle(const CurveFigure& figure, const FigureStyle& style) {
    if (!style.title || figure.title.isEmpty())
        return;
    QFont font = figureFont(style);
    font.setBold(true);
    m_plot->plotLayout()->insertRow(0);
    auto* title = new QCPTextElement(m_plot.get(), figure.title, font); // the layout owns it
    title->setTextColor(Qt::black);
    m_plot->plotLayout()->addElement(0, 0, title);
}

void CurveFigurePlot::setLegend(const FigureStyle& style) {
    QCPLegend* legend = m_plot->legend;
    legend->setVisible(style.legend != LegendPlace::none && m_curves->curves().size() > 1);
    legend->setFont(figureFont(style, kTickShare));
    legend->setTextColor(Qt::black);
    legend->setBrush(QColor(255, 255, 255, 210));
    legend->setBorderPen(Qt::NoPen);
    legend->setIconSize(units(style.fontSize * 1.6), units(style.fontSize * 0.8));
    legend->setIconTextPadding(units(kGap));
    legend->setRowSpacing(units(kGap / 4));
    legend->setColumnSpacing(units(3 * kGap));
    legend->setMargins({units(kGap), units(kGap / 2), units(kGap), units(kGap / 2)});
    QCPLayoutInset* inside = m_plot->axisRect()->insetLayout();
    inside->setMargins({units(kGap / 2), units(kGap / 2), units(kGap / 2), units(kGap / 2)});
    if (!legend->visible())
        return;
    if (style.legend == LegendPlace::above)
        putLegendAbove();
    else
        inside->setInsetAlignment(0, cornerOf(style.legend));
}

/// In as many columns as the figure has room for.
void CurveFigurePlot::putLegendAbove() {
    QCPLegend* legend = m_plot->legend;
    const double width = m_inches.width() * kUnitsPerInch;
    legend->setWrap(std::max(1, int(width / std::max(1, legend->minimumOuterSizeHint().width()))));
    const int row = m_plot->plotLayout()->rowCount() - 1;
    m_plot->plotLayout()->insertRow(row);
    m_plot->plotLayout()->addElement(row, 0, legend); // taken out of the axes
    m_plot->plotLayout()->setRowStretchFactor(row, 0.001);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
}

// SVG files of Qt do not clip: what lies outside of the axes is covered instead.
void CurveFigurePlot::coverOutside() {
    m_plot->addLayer("cover", m_plot->layer("main"), QCustomPlot::limAbove);
    const QPointF places[][2] = {
        {{-9, -9}, {0, 9}}, {{1, -9}, {9, 9}}, {{-9, -9}, {9, 0}}, {{-9, 1}, {9, 9}}};
    for (const auto& [from, to] : places) {
        auto* cover = new QCPItemRect(m_plot.get()); // the plot owns its items
        for (QCPItemPosition* position : {cover->topLeft, cover->bottomRight})
            position->setType(QCPItemPosition::ptAxisRectRatio);
        cover->topLeft->setCoords(from);
        cover->bottomRight->setCoords(to);
        cover->setPen(Qt::NoPen);
        cover->setBrush(Qt::white);
        cover->setClipToAxisRect(false);
        cover->setLayer("cover");
    }
}

void CurveFigurePlot::fillView() {
    const QCPRange x = m_plot->xAxis->range();
    const bool logX = m_plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    const bool logY = m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
    m_curves->refresh({x.lower, x.upper, std::max(1, m_plot->axisRect()->width()), logX, logY});
    m_marks->arrangeLabels();
}

int CurveFigurePlot::pointsUnder(const QRectF& area) const {
    constexpr int kSteps = 8; // lines between few points are seen, too
    int count = 0;
    for (const CurveSet::Curve& curve : m_curves->curves()) {
        std::optional<QPointF> last;
        for (const QCPGraphData& point : *curve.line->data()) {
            const QPointF place(m_plot->xAxis->coordToPixel(point.key),
                                m_plot->yAxis->coordToPixel(point.value));
            const QPointF step = (place - last.value_or(place)) / kSteps;
            for (int i = 0; i < kSteps; ++i)
                count += area.contains(place - i * step);
            last = place;
        }
    }
    return count;
}

void CurveFigurePlot::findLegendPlace() {
    if (!m_plot->legend->visible())
        return;
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
    const QRectF axes = m_plot->axisRect()->rect();
    const QSizeF size = m_plot->legend->outerRect().size();
    int fewest = -1;
    for (const LegendPlace place :
         {LegendPlace::topRight, LegendPlace::topLeft, LegendPlace::bottomRight, LegendPlace::bottomLeft}) {
        QRectF area({0, 0}, size);
        const Qt::Alignment corner = cornerOf(place);
        area.moveTo(corner & Qt::AlignLeft ? axes.left() : axes.right() - size.width(),
                    corner & Qt::AlignTop ? axes.top() : axes.bottom() - size.height());
        const int covered = pointsUnder(area);
        if (fewest >= 0 && covered >= fewest)
            continue;
        fewest = covered;
        m_plot->axisRect()->insetLayout()->setInsetAlignment(0, corner);
    }
    if (fewest > 0) {
        putLegendAbove();
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
    }
}

void CurveFigurePlot::draw(QCPPainter& painter) {
    const QSize size = m_plot->viewport().size();
    m_plot->toPainter(&painter, size.width(), size.height());
}

Figure figureOf(CurveFigure curves) {
    const auto shared = std::make_shared<CurveFigure>(std::move(curves));
    Figure figure{
        .title = shared->title, .hasAxes = true, .xTitle = shared->xLabel, .yTitle = shared->yLabel};
    figure.inches = plotSize;
    figure.picture = [shared](const FigureStyle& style) {
        const auto plot = std::make_shared<CurveFigurePlot>(*shared, style);
        return [plot](QCPPainter& painter) { plot->draw(painter); };
    };
    figure.numbers = [shared] { return toCsv(*shared); };
    return figure;
}

} // namespace ld3m::widgets
