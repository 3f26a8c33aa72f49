// More linked plots than fit side by side: tabs choose which of them are shown.
#pragma once

#include "widgets/plots/curve_plot_row.h"

class QHBoxLayout;
class QTabBar;

namespace ld3m::widgets {

/// A plot may stand in several groups. All keep their points, and share x, cursor and marks, shown or not;
/// hidden ones are not drawn.
class CurvePlotGroups : public CurvePlotRow {
    Q_OBJECT

public:
    explicit CurvePlotGroups(QWidget* parent = nullptr);

    /// The first group is shown at once. `name` names it in settings and tests.
    void addGroup(const QString& name, const QString& title, const QString& toolTip,
                  const QList<CurvePlot*>& plots);
    /// An unknown name changes nothing.
    void showGroup(const QString& name);
    QString group() const;
    QStringList groups() const;
    QTabBar* tabs() const { return m_tabs; }
    /// At the right of the tabs.
    void addTool(QWidget* tool);

Q_SIGNALS:
    void groupChanged(const QString& name);

private:
    struct Group {
        QString name;
        QList<CurvePlot*> plots;
        QList<int> sizes; ///< how somebody has divided the width
    };
    void showTab(int index);

    QTabBar* m_tabs;
    QHBoxLayout* m_head;
    QList<Group> m_groups;
    int m_shown = -1;
};

} // namespace ld3m::widgets
