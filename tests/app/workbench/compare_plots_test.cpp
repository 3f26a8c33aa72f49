// Curves of several runs in the same plots: short ones at once, long ones piece by piece.
#include "app/workbench/compare_plots.h"

#include <QtTest>

#include <limits>

#include "tests/support/scripted_values.h"
#include "widgets/plots/curve_plot.h"

using namespace ld3m;
using session::ComparedFolder;
using workbench::ComparePlots;

namespace {

/// Iterations first .. last of a run whose loss is its iteration's last two digits.
ComparedFolder runOf(const std::string& name, int first, int last) {
    ComparedFolder run;
    run.folder = "/runs/" + name;
    run.run.name = name;
    for (int i = first; i <= last; ++i) {
        run.gain.iterations.push_back(i);
        run.gain.losses.push_back(i % 100);
        run.gain.latent_norms.push_back(1);
        run.gain.conditioning_norms.push_back(std::numeric_limits<double>::quiet_NaN());
    }
    return run;
}

} // namespace

class ComparePlotsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shortCurvesAreThereAtOnce() {
        ComparePlots plots;
        ComparedFolder first = runOf("a", 1, 10);
        first.run.evaluations = {tests::scriptedTable(10)};
        plots.showRuns({first, runOf("b", 1, 12)}, {3, 5});
        QCOMPARE(plots.loss()->readoutAt(7), "iteration 7\na 7\nb 7");
        QVERIFY(plots.accuracy()->readoutAt(10).contains("a 50"));
        QCOMPARE(plots.conditioningGradient()->readoutAt(7), QString()); // these priors have no c
    }

    void whatIsGainedIsAdded() {
        ComparePlots plots;
        plots.showRuns({runOf("a", 1, 10), runOf("b", 1, 10)}, {0, 1});
        plots.grow({runOf("a", 11, 12), runOf("b", 1, 0)});
        QCOMPARE(plots.loss()->readoutAt(12), "iteration 12\na 12\nb 10"); // its last one
        QCOMPARE(plots.loss()->readoutAt(5), "iteration 5\na 5\nb 5");
    }

    void longCurvesComeInPiecesAndInOrder() {
        ComparePlots plots;
        plots.showRuns({runOf("a", 1, 35000), runOf("b", 1, 25000)}, {0, 1});
        const auto says = [&](int iteration, const QString& text) {
            return plots.loss()->readoutAt(iteration) == text;
        };
        QVERIFY(!says(35000, "iteration 35,000\na 0\nb 0"));      // the window is not held up
        plots.grow({runOf("a", 35001, 35002), runOf("b", 1, 0)}); // meanwhile it goes on
        QTRY_VERIFY(says(35002, "iteration 35,002\na 2\nb 0"));
        QVERIFY(says(20011, "iteration 20,011\na 11\nb 11"));
        QVERIFY(says(9999, "iteration 9,999\na 99\nb 99"));
        QVERIFY(says(10001, "iteration 10,001\na 1\nb 1"));
    }

    void otherRunsEndWhatIsBeingDrawn() {
        ComparePlots plots;
        plots.showRuns({runOf("long", 1, 50000), runOf("b", 1, 10)}, {0, 1});
        plots.showRuns({runOf("c", 1, 10), runOf("d", 1, 10)}, {0, 1});
        QTest::qWait(50);
        QCOMPARE(plots.loss()->seriesNames(), (QStringList{"c", "d"}));
        QCOMPARE(plots.loss()->upperX(), 10.0);
    }

    void oneCursorForAll() {
        ComparePlots plots;
        plots.showRuns({runOf("a", 1, 10), runOf("b", 1, 10)}, {0, 1});
        plots.setCursorX(4);
        for (const widgets::CurvePlot* plot : plots.plots())
            QCOMPARE(*plot->cursorX(), 4.0);
        QCOMPARE(plots.plots().size(), 4);
    }
};

QTEST_MAIN(ComparePlotsTest)
#include "compare_plots_test.moc"
