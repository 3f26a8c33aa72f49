#include "widgets/plots/curve_plot_groups.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

#include "widgets/plots/curve_plot.h"

namespace ld3m::widgets {

CurvePlotGroups::CurvePlotGroups(QWidget* parent)
    : CurvePlotRow(parent), m_tabs(new QTabBar(this)), m_head(new QHBoxLayout) {
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setProperty("small", true);
    m_tabs->setAccessibleName(tr("Plots"));
    m_head->setContentsMargins(0, 0, 8, 0);
    m_head->setSpacing(8);
    m_head->addWidget(m_tabs, 1);
    static_cast<QVBoxLayout*>(layout())->insertLayout(0, m_head);
    connect(m_tabs, &QTabBar::currentChanged, this, &CurvePlotGroups::showTab);
}

void CurvePlotGroups::addGroup(const QString& name, const QString& title, const QString& toolTip,
                               const QList<CurvePlot*>& plots) {
    m_groups.append({name, plots, {}});
    for (CurvePlot* plot : plots)
        plot->setVisible(m_groups.size() == 1 || m_groups[m_shown].plots.contains(plot));
    m_tabs->addTab(title); // the first becomes the current one
    m_tabs->setTabToolTip(m_tabs->count() - 1, toolTip);
}

void CurvePlotGroups::addTool(QWidget* tool) {
    m_head->addWidget(tool);
}

QString CurvePlotGroups::group() const {
    return m_shown < 0 ? QString() : m_groups[m_shown].name;
}

QStringList CurvePlotGroups::groups() const {
    QStringList names;
    for (const Group& group : m_groups)
        names.append(group.name);
    return names;
}

void CurvePlotGroups::showGroup(const QString& name) {
    for (qsizetype i = 0; i < m_groups.size(); ++i)
        if (m_groups[i].name == name)
            m_tabs->setCurrentIndex(int(i));
}

void CurvePlotGroups::showTab(int index) {
    if (index < 0 || index >= m_groups.size())
        return;
    if (m_shown >= 0)
        m_groups[m_shown].sizes = splitter()->sizes();
    m_shown = index;
    const Group& group = m_groups[index];
    for (CurvePlot* plot : plots())
        plot->setVisible(group.plots.contains(plot));
    splitter()->setSizes(group.sizes.isEmpty() ? QList<int>(splitter()->count(), 1000) : group.sizes);
    Q_EMIT groupChanged(group.name);
}

} // namespace ld3m::widgets
