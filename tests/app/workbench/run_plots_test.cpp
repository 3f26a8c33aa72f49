// The curves of a run: what is there when it is shown, and what is added while it goes on.
#include "app/workbench/run_plots.h"

#include <QtTest>

#include "tests/support/scripted_workspace.h"
#include "widgets/plots/curve_plot.h"

using namespace ld3m;
using session::RunHistory;
using workbench::RunPlots;

namespace {

struct Fed {
    Fed() { history.follow(feed); }
    session::RunFeed feed;
    RunHistory history{"/nowhere"};
};

} // namespace

class RunPlotsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsThereThenFollows() {
        Fed run;
        Q_EMIT run.feed.reported({tests::scriptedReport(1), tests::scriptedReport(2)});
        Q_EMIT run.feed.evaluated(tests::scriptedTable(2));
        RunPlots plots;
        plots.bind(&run.history);
        QCOMPARE(plots.loss()->readoutAt(2), "iteration 2\nloss 6");
        QCOMPARE(plots.accuracy()->readoutAt(2), "iteration 2\nconvnet 42 ± 1");
        Q_EMIT run.feed.reported({tests::scriptedReport(3)});
        Q_EMIT run.feed.evaluated(tests::scriptedTable(3));
        QCOMPARE(plots.loss()->readoutAt(3), "iteration 3\nloss 4");
        QCOMPARE(plots.latentGradient()->readoutAt(3), "iteration 3\nZ 1");
        QCOMPARE(plots.accuracy()->readoutAt(3), "iteration 3\nconvnet 43 ± 1");
    }

    void aPriorWithoutConditioningHasNoSuchCurve() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        reports::IterationReport report = tests::scriptedReport(1);
        report.conditioning_grad_norm = 0;
        Q_EMIT run.feed.reported({report});
        QVERIFY(plots.conditioningGradient()->seriesNames().isEmpty());
        Q_EMIT run.feed.reported({tests::scriptedReport(2)});
        QCOMPARE(plots.conditioningGradient()->seriesNames(), QStringList{"c"});
        QCOMPARE(plots.conditioningGradient()->readoutAt(0), "iteration 2\nc 0.25");
    }

    void aRestartedRunBeginsAnew() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        Q_EMIT run.feed.reported({tests::scriptedReport(1), tests::scriptedReport(2)});
        Q_EMIT run.feed.restarted();
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT run.feed.reported({tests::scriptedReport(1)});
        QCOMPARE(plots.loss()->readoutAt(9), "iteration 1\nloss 12");
    }

    void anotherRunTakesThePlaceOfTheFirst() {
        Fed first;
        Fed second;
        RunPlots plots;
        plots.bind(&first.history);
        Q_EMIT first.feed.reported({tests::scriptedReport(1)});
        plots.bind(&second.history);
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT first.feed.reported({tests::scriptedReport(2)});
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT second.feed.reported({tests::scriptedReport(3)});
        QCOMPARE(plots.loss()->readoutAt(0), "iteration 3\nloss 4");
        plots.bind(nullptr);
        QVERIFY(plots.loss()->seriesNames().isEmpty());
    }

    void aMarkNamesTheKnobAsTheFormDoes() {
        QCOMPARE(workbench::markText({3, "prior.steps", std::int64_t{10}, std::int64_t{20}}),
                 "Reverse steps T 10 → 20");
        QCOMPARE(workbench::markText({3, "prior.residual", std::string("released"), std::string("off")}),
                 "Residual released → off");
        QCOMPARE(workbench::markText({3, "prior.warp", 1.0, 2.5}), "prior.warp 1 → 2.5");
    }
};

QTEST_MAIN(RunPlotsTest)
#include "run_plots_test.moc"
