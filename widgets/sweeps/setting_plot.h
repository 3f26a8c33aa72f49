// What a sweep measured against one of the settings that it varies; both are chosen above the plot.
#pragma once

#include <QWidget>

#include "core/sweeps/sweep_curves.h"

class QComboBox;

namespace ld3m::widgets {

class CurvePlot;

/// A curve for each combination of the other settings, mean and band over seeds; where those are too many, a
/// dot for each x over all of them.
class SettingPlot : public QWidget {
    Q_OBJECT

public:
    explicit SettingPlot(QWidget* parent = nullptr);

    void setTable(const sweeps::SweepTable& table);
    CurvePlot* plot() const { return m_plot; }
    QComboBox* quantity() const { return m_quantity; }
    QComboBox* setting() const { return m_setting; }

private:
    void listSettings();
    void draw();

    sweeps::SweepTable m_table;
    QComboBox* m_quantity;
    QComboBox* m_setting;
    CurvePlot* m_plot;
    QString m_drawn; ///< setting and quantity whose scales were chosen
};

/// Puts curves into a plot in the order of the colours: with dots, bands and names.
void drawCurves(CurvePlot& plot, const sweeps::SweepCurves& curves, const QString& nameOfOne);

} // namespace ld3m::widgets
