#include "widgets/sweeps/sweep_plots.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/setting_plot.h"
#include "widgets/sweeps/trade_off_plots.h"

namespace ld3m::widgets {

SweepPlots::SweepPlots(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_setting(new SettingPlot(this)),
      m_tradeOff(new TradeOffPlots(this)), m_parallel(new ParallelPlot(this)) {
    setAutoFillBackground(true); // one ground for all plots
    m_tabs->setObjectName("sweepPlotTabs");
    m_tabs->setAccessibleName(tr("Plots of the sweep"));
    m_tabs->setProperty("small", true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Against a setting"));
    m_tabs->addTab(tr("Accuracy and time against T"));
    auto* stack = new QStackedWidget(this);
    stack->addWidget(m_setting);
    stack->addWidget(m_tradeOff);
    connect(m_tabs, &QTabBar::currentChanged, this, [this, stack](int tab) {
        stack->setCurrentIndex(tab);
        drawShown();
    });
    m_parallel->setObjectName("sweepParallel");
    m_parallel->setEmptyText(
        tr("Every finished point becomes a line across its settings and results. Drag along "
           "an axis to choose points: the table shows them alone."));
    m_parallel->setToolTip(
        tr("<p>A line is a point, the more it stands out the better its accuracy. Drag along "
           "an axis to choose; click on the axis, or press Escape, to see all again.</p>"));
    auto* upper = new QWidget(this);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(stack, 1);
    auto* rows = new QSplitter(Qt::Vertical, this);
    rows->addWidget(upper);
    rows->addWidget(m_parallel);
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(1);
    rows->setSizes({1000, 1000});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(rows);
}

void SweepPlots::setTable(const sweeps::SweepTable& table, double published) {
    const bool another = table.keys != m_table.keys;
    m_table = table;
    m_published = published;
    if (another) { // what is looked at first
        const bool steps = std::ranges::find(table.keys, "prior.steps") != table.keys.end();
        m_tabs->setCurrentIndex(steps ? 1 : 0);
    }
    drawShown();
    m_parallel->setData(parallelOf(table));
}

void SweepPlots::drawShown() {
    if (m_tabs->currentIndex() == 0)
        m_setting->setTable(m_table);
    else
        m_tradeOff->setTable(m_table, m_published);
}

} // namespace ld3m::widgets
