// The plots of a sweep: against a setting, accuracy and time against T, and parallel coordinates over all.
#pragma once

#include <QWidget>

#include "core/sweeps/sweep_table.h"

class QTabBar;

namespace ld3m::widgets {

class ParallelPlot;
struct ParallelData;
class SettingPlot;
class TradeOffPlots;

class SweepPlots : public QWidget {
    Q_OBJECT

public:
    explicit SweepPlots(QWidget* parent = nullptr);

    /// `published`: an accuracy in per cent; 0: none.
    void setTable(const sweeps::SweepTable& table, double published = 0);
    SettingPlot* setting() const { return m_setting; }
    TradeOffPlots* tradeOff() const { return m_tradeOff; }
    ParallelPlot* parallel() const { return m_parallel; }
    QTabBar* tabs() const { return m_tabs; }

private:
    void drawShown(); ///< the other one when it is looked at

    QTabBar* m_tabs;
    SettingPlot* m_setting;
    TradeOffPlots* m_tradeOff;
    ParallelPlot* m_parallel;
    sweeps::SweepTable m_table;
    double m_published = 0;
};

/// Axes of the varied settings but the seed, where others vary, and of accuracy, loss and time; lines of the
/// finished points, coloured by accuracy.
ParallelData parallelOf(const sweeps::SweepTable& table);

} // namespace ld3m::widgets
