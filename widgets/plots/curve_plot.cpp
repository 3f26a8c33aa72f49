#include "widgets/plots/curve_plot.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_readout.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
CurvePlot::CurvePlot(const QString& title, QWidget* parent)
    : QWidget(parent), m_titleText(title), m_title(new QLabel(title, this)), m_notes(new QLabel(this)),
      m_menu(new QToolButton(this)), m_empty(new QLabel(this)), m_plot(new QCustomPlot(this)),
      m_pages(new QStackedLayout), m_curves(std::make_unique<CurveSet>(*m_plot)),
      m_marks(std::make_unique<CurveMarks>(*m_plot)), m_readout(new CurveReadout(m_plot)),
      m_click(new QTimer(this)) {
    m_title->setProperty("role", "title");
    m_notes->setProperty("role", "muted");
    m_notes->setMinimumWidth(1); // showTitle() gives it what there is
    m_empty->setProperty("role", "empty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setEmptyText(tr("The curve appears with the first iteration."));
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    m_menu->setProperty("flat", true);
    m_menu->setIcon(icon(QStringLiteral("settings")));
    m_menu->setIconSize({14, 14});
    m_menu->setToolTip(tr("Scales, smoothing, copy and save"));
    m_menu->setAccessibleName(m_menu->toolTip());
    connect(m_menu, &QToolButton::clicked, this, [this] {
        auto* menu = createContextMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
    });

    auto* head = new QHBoxLayout;
    head->setContentsMargins(kMargin, 0, kMargin, 0);
    head->setSpacing(kMargin);
    head->addWidget(m_title, 1);
    head->addWidget(m_notes);
    head->addWidget(m_menu);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(m_pages, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_plot);

    m_plot->setMinimumSize(120, 80);
    m_plot->legend->setVisible(false);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    m_plot->xAxis->setNumberFormat(QStringLiteral("g"));
    m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    m_plot->xAxis->setNumberPrecision(7);
    m_plot->yAxis->setNumberPrecision(3);
    m_plot->axisRect()->setMinimumMargins({15, 15, 24, 15}); // half of a large last tick label
    connectMouse();
    connect(m_plot, &QCustomPlot::beforeReplot, this, &CurvePlot::prepareReplot);
    connect(m_plot, &QCustomPlot::afterLayout, this, &CurvePlot::fillView);
    applyColours(palette());
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setAxisLabels(const QString& x, const QString& y) {
    m_plot->xAxis->setLabel(x);
    m_plot->yAxis->setLabel(y);
    contentsChanged();
}

void CurvePlot::setLegendCorner(Qt::Alignment corner) {
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, corner);
    replotSoon();
}

void CurvePlot::replotSoon() {
    if (isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

void CurvePlot::addSeries(const QString& name, int color) {
    m_curves->curve(name, color);
    contentsChanged();
}

void CurvePlot::append(const QString& series, const std::vector<double>& x, const std::vector<double>& y) {
    append(series, x, y, {});
}

void CurvePlot::append(const QString& series, const std::vector<double>& x, const std::vector<double>& y,
                       const std::vector<double>& deviation) {
    m_curves->curve(series).points.append(x, y, deviation);
    contentsChanged();
}

void CurvePlot::setDashed(const QString& series, bool dashed) {
    m_curves->setDashed(m_curves->curve(series), dashed);
    contentsChanged();
}

void CurvePlot::setDots(const QString& series, bool dots) {
    m_curves->curve(series).dots = dots;
    contentsChanged();
}

void CurvePlot::setScattered(const QString& series, bool scattered) {
    m_curves->curve(series).scattered = scattered;
    contentsChanged();
}

void CurvePlot::clearPoints(const QString& series) {
    if (auto* curve = m_curves->find(series))
        curve->points.clear();
    contentsChanged();
}

void CurvePlot::removeSeries(const QString& series) {
    m_curves->remove(series);
    contentsChanged();
}

void CurvePlot::clear() {
    m_curves->clear();
    m_marks->clearEvents();
    m_marks->clearReferences();
    contentsChanged();
}

QStringList CurvePlot::seriesNames() const {
    QStringList names;
    for (const auto& curve : m_curves->curves())
        names.append(curve.name);
    return names;
}

bool CurvePlot::isSeriesVisible(const QString& series) const {
    const auto* curve = m_curves->find(series);
    return curve != nullptr && curve->visible;
}

void CurvePlot::setSeriesVisible(const QString& series, bool visible) {
    if (auto* curve = m_curves->find(series))
        m_curves->setVisible(*curve, visible);
    contentsChanged();
}

double CurvePlot::smoothing() const {
    return m_curves->smoothing();
}

void CurvePlot::setSmoothing(double weight) {
    m_curves->setSmoothing(weight);
    updateNotes();
    contentsChanged();
}

void CurvePlot::setCursorX(std::optional<double> x) {
    m_marks->setCursor(x);
    replotSoon();
}

std::optional<double> CurvePlot::cursorX() const {
    return m_marks->cursor();
}

void CurvePlot::addEventMark(double x, const QString& label) {
    m_marks->addEvent(x, label);
    replotSoon();
}

void CurvePlot::clearEventMarks() {
    m_marks->clearEvents();
    replotSoon();
}

void CurvePlot::addReferenceLine(double y, const QString& label) {
    m_marks->addReference(y, label);
    replotSoon();
}

void CurvePlot::clearReferenceLines() {
    m_marks->clearReferences();
    replotSoon();
}

void CurvePlot::contentsChanged() {
    m_pages->setCurrentWidget(m_curves->hasPoints() ? static_cast<QWidget*>(m_plot) : m_empty);
    m_plot->legend->setVisible(m_curves->curves().size() > 1);
    const auto extent = m_curves->extent();
    if (extent && extent != m_extent)
        Q_EMIT extentChanged(extent->first, extent->second);
    m_extent = extent;
    replotSoon();
}

} // namespace ld3m::widgets
