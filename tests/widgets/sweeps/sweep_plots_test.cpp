// The plots of a sweep: against a setting, the trade-off of T, parallel coordinates.
#include <QComboBox>
#include <QTabBar>

#include "tests/support/made_up_sweep.h"
#include "tests/widgets/events.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/setting_plot.h"
#include "widgets/sweeps/sweep_plots.h"
#include "widgets/sweeps/trade_off_plots.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using widgets::SweepPlots;

namespace {

QStringList axesOf(const widgets::ParallelData& data) {
    QStringList names;
    for (const widgets::ParallelAxis& axis : data.axes)
        names << axis.name();
    return names;
}

QStringList labelsOf(const std::vector<widgets::CurveMarks::Labelled>& marks) {
    QStringList labels;
    for (const auto& mark : marks)
        labels << mark.label;
    return labels;
}

} // namespace

class SweepPlotsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::ThemeChoice::light); }

    void whatIsDrawnAgainstWhatIsChosen() {
        widgets::SettingPlot pane;
        pane.resize(600, 400);
        QVERIFY(tests::showActive(pane));
        pane.setTable(tests::madeUpSweep());
        QCOMPARE(pane.setting()->count(), 3);
        QCOMPARE(pane.plot()->seriesNames(), QStringList({"residual released", "residual off"}));
        QCOMPARE(pane.plot()->title(), QString("accuracy against steps"));
        QVERIFY(pane.plot()->readoutAt(10).contains("47.6"));
        pane.setting()->setFocus();
        QTest::keyClick(pane.setting(), Qt::Key_Down);
        QCOMPARE(pane.plot()->seriesNames().size(), 5);
        QCOMPARE(pane.plot()->figure().xLabel, QString("residual: 1 released, 2 off"));
        QVERIFY(pane.plot()->figure().curves[0].scattered);
        QTest::keyClick(pane.quantity(), Qt::Key_Down);
        QCOMPARE(pane.plot()->title(), QString("loss against residual"));
    }

    void manyRandomPointsAreDots() {
        widgets::SettingPlot pane;
        pane.setTable(tests::largeSweep(300));
        pane.setting()->setCurrentIndex(1);
        QCOMPARE(pane.plot()->seriesNames(), QStringList({"accuracy"}));
        QVERIFY(pane.plot()->isLogX());
        QVERIFY(pane.plot()->note().contains("all other settings"));
        QVERIFY(pane.plot()->figure().curves[0].scattered);
        QCOMPARE(pane.plot()->figure().curves[0].points.size(), std::size_t(300));
    }

    void aTurnedScaleStaysWhileMoreArrives() {
        widgets::SettingPlot pane;
        pane.setTable(tests::madeUpSweep());
        pane.plot()->setLogX(true);
        pane.setTable(tests::madeUpSweep());
        QVERIFY(pane.plot()->isLogX());
        pane.quantity()->setCurrentIndex(1);
        QVERIFY(!pane.plot()->isLogX());
    }

    void theTradeOffIsMarked() {
        widgets::TradeOffPlots plots;
        sweeps::SweepTable table = tests::madeUpSweep();
        for (sweeps::SweepRow& row : table.rows) // T = 10 is as good as more
            if (std::get<std::int64_t>(row.settings[0]) > 10)
                *row.status.accuracy -= (std::get<std::int64_t>(row.settings[0]) == 20 ? 0.05 : 0.095);
        plots.setTable(table, 60);
        QCOMPARE(labelsOf(plots.accuracy()->figure().events), QStringList("T = 10"));
        QCOMPARE(labelsOf(plots.time()->figure().events), QStringList("T = 10"));
        const QStringList lines = labelsOf(plots.accuracy()->figure().references);
        QCOMPARE(lines, QStringList({"published 60", QString::fromUtf8("best 48.1 − one deviation")}));
        QCOMPARE(labelsOf(plots.time()->figure().references), QStringList("0.1 s"));
        QCOMPARE(plots.accuracy()->note(), QString("trade-off at T = 10"));
        QCOMPARE(plots.time()->note(), QString("0.25 of T = 40"));
        QVERIFY(plots.accuracy()->help().contains("smallest one"));
        plots.setTable(tests::madeUpSweep());
        QCOMPARE(plots.accuracy()->note(), QString("best at T = 40"));
        QCOMPARE(plots.time()->note(), QString());
    }

    void linesRunAcrossSettingsAndResults() {
        SweepPlots plots;
        sweeps::SweepTable table = tests::madeUpSweep();
        table.rows[0].status.state = sweeps::PointState::running;
        plots.setTable(table);
        const widgets::ParallelData& data = plots.parallel()->data();
        QCOMPARE(axesOf(data), QStringList({"steps", "residual", "accuracy / %", "loss", "s / iteration"}));
        QCOMPARE(data.shade, 2);
        QCOMPARE(data.lines.size(), std::size_t(29));
        QCOMPARE(data.lines[0].name, QString("steps-2-residual-released-seed-1"));
        QVERIFY(widgets::parallelOf(sweeps::SweepTable{}).lines.empty());
    }

    void aSweepOfTBeginsWithT() {
        SweepPlots plots;
        plots.resize(700, 700);
        QVERIFY(tests::showActive(plots));
        plots.setTable(tests::madeUpSweep());
        QCOMPARE(plots.tabs()->currentIndex(), 1);
        QVERIFY(plots.tradeOff()->isVisible());
        QVERIFY(!plots.tradeOff()->accuracy()->seriesNames().isEmpty());
        QVERIFY(plots.setting()->plot()->seriesNames().isEmpty()); // drawn when it is looked at
        QTest::mouseClick(plots.tabs(), Qt::LeftButton, {}, plots.tabs()->tabRect(0).center());
        QVERIFY(plots.setting()->isVisible());
        QVERIFY(!plots.setting()->plot()->seriesNames().isEmpty());
        plots.setTable(tests::madeUpSweep()); // a choice by hand stays
        QCOMPARE(plots.tabs()->currentIndex(), 0);
    }
};

QTEST_MAIN(SweepPlotsTest)
#include "sweep_plots_test.moc"
