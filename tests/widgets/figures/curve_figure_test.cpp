// Curves as numbers; what they look like on paper is tested with CurveFigurePlot.
#include "widgets/figures/curve_figure.h"

#include <limits>

#include <QtTest>

#include "widgets/plots/curve_plot.h"

using namespace ld3m::widgets;

class CurveFigureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersOfSeveralCurvesStandAtTheirX() {
        CurveFigure figure{.xLabel = "iteration"};
        figure.curve("A", 0).points.append({1, 2, 4}, {0.5, 0.25, 0.125});
        figure.curve("B, with residual", 1)
            .points.append({2, 3}, {7, std::numeric_limits<double>::quiet_NaN()});
        QCOMPARE(QString(toCsv(figure)), QString("iteration,A,\"B, with residual\"\n"
                                                 "1,0.5,\n"
                                                 "2,0.25,7\n"
                                                 "3,,\n"
                                                 "4,0.125,\n"));
    }

    void deviationsAndSmoothedValuesHaveColumns() {
        CurveFigure figure{.xLabel = "T", .smoothing = 0.5};
        figure.curve("norm", 0).points.append({10, 20}, {2, 4}, {0.5, 1});
        const QStringList lines = QString(toCsv(figure)).split('\n');
        QCOMPARE(lines[0], QString("T,norm,norm deviation,norm smoothed"));
        QCOMPARE(lines[1], QString("10,2,0.5,2"));
        QVERIFY(lines[2].startsWith("20,4,1,3.3333333")); // (0.25 * 2 + 0.5 * 4) / 0.75
    }

    void numbersComeBackToTheSameBits() {
        CurveFigure figure;
        const double number = 0.1 + 0.2;
        figure.curve("a", 0).points.append({1}, {number});
        QCOMPARE(QString(toCsv(figure)).split('\n')[1].section(',', 1).toDouble(), number);
    }

    void aCurveIsAddedOnce() {
        CurveFigure figure;
        QVERIFY(!figure.hasPoints());
        figure.curve("a", 3);
        QVERIFY(!figure.hasPoints());
        figure.curve("a", 5).points.append({1}, {1});
        QCOMPARE(figure.curves.size(), std::size_t(1));
        QCOMPARE(figure.curves[0].color, 3);
        QVERIFY(figure.hasPoints());
    }

    void aPlotHandsOverWhatItShows() {
        CurvePlot plot("Accuracy");
        plot.setAxisLabels("iteration", "accuracy / %");
        plot.append("convnet", {0, 50, 100}, {10, 35, 40}, {1, 2, 3});
        plot.append("fit", {0, 100}, {10, 40});
        plot.append("hidden", {0, 100}, {1, 2});
        plot.setDashed("fit", true);
        plot.setDots("convnet", true);
        plot.setSeriesVisible("hidden", false);
        plot.setCursorX(25);
        plot.addReferenceLine(28, "random real");
        plot.addEventMark(50, "T 10 → 20");
        plot.setXRange(0, 60);
        const CurveFigure figure = plot.figure();
        QCOMPARE(figure.title, QString("Accuracy"));
        QCOMPARE(figure.xLabel, QString("iteration"));
        QCOMPARE(figure.yLabel, QString("accuracy / %"));
        QCOMPARE(figure.curves.size(), std::size_t(2));
        QVERIFY(figure.curves[0].dots && !figure.curves[0].dashed);
        QVERIFY(figure.curves[1].dashed && !figure.curves[1].dots);
        QVERIFY(figure.curves[0].points.hasDeviation());
        QCOMPARE(*figure.x, AxisRange(0, 60));
        QVERIFY(figure.y->second > 37 && figure.y->second < 45); // of what is seen
        QCOMPARE(figure.references, (std::vector<CurveMarks::Labelled>{{28, "random real"}}));
        QCOMPARE(figure.events, (std::vector<CurveMarks::Labelled>{{50, "T 10 → 20"}}));
    }
};

QTEST_MAIN(CurveFigureTest)
#include "curve_figure_test.moc"
