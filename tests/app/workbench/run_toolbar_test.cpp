// The toolbar's strip and the telemetry dock: how far, how fast, at what cost.
#include "app/workbench/run_toolbar.h"

#include <QLabel>

#include "app/workbench/telemetry_dock.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/status/phase_bar.h"

using namespace ld3m;
using namespace ld3m::tests;
using session::Activity;

namespace {

reports::IterationReport lasting(double seconds) {
    reports::IterationReport report;
    report.seconds = seconds;
    report.phases = {seconds / 2, seconds / 4, seconds / 8, 0};
    return report;
}

struct Stripped : ScriptedWindow {
    /// What the strip says at its right end.
    QString state() { return strip()->findChildren<QLabel*>().last()->text(); }
};

} // namespace

class RunToolbarTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRateIsThatOfTheNewestTwentyIterations() {
        QCOMPARE(workbench::recentRate({}), 0.0);
        QCOMPARE(workbench::recentRate({lasting(0)}), 0.0);
        QCOMPARE(workbench::recentRate({lasting(0.5), lasting(1.5)}), 1.0);
        std::vector<reports::IterationReport> reports(100, lasting(10));
        reports.insert(reports.end(), 20, lasting(0.25));
        QCOMPARE(workbench::recentRate(reports), 4.0);
    }

    void theMeanTimeIsThatOfTheNewestTwentyIterations() {
        const auto none = workbench::meanTime({});
        QCOMPARE(none.whole, 0.0);
        std::vector<reports::IterationReport> reports(100, lasting(10));
        reports.insert(reports.end(), 10, lasting(1));
        reports.insert(reports.end(), 10, lasting(3));
        const auto time = workbench::meanTime(reports);
        QCOMPARE(time.whole, 2.0);
        QCOMPARE(time.phases.synthesize, 1.0);
        QCOMPARE(time.phases.match, 0.5);
        QCOMPARE(time.phases.pull_back, 0.25);
        QCOMPARE(time.phases.update, 0.0);
    }

    void theStripSaysWhatIsGoingOn() {
        Stripped with;
        QVERIFY(showActive(with.window));
        QCOMPARE(with.state(), "No project");
        QVERIFY(with.create("pets"));
        QCOMPARE(with.state(), "Ready: press Run (F5)");
        with.script.goTo(-1);
        QVERIFY(with.workspace.start());
        QTRY_COMPARE(with.state(), "Decoding images 30 / 40");
        QCOMPARE(with.strip()->progressText(), "30 / 40");
        with.script.goTo(3);
        QTRY_COMPARE(with.strip()->progressText(), "3 / 20");
        QTRY_COMPARE(with.state(), "checkpoint 0 s ago");
        with.workspace.session()->pause();
        QCOMPARE(with.state(), "pausing after this step");
        QTRY_COMPARE(with.state(), "paused");
        with.workspace.session()->stop();
        QCOMPARE(with.state(), "stopping, writing a checkpoint");
        QTRY_COMPARE(with.state(), "stopped");
        QCOMPARE(with.strip()->speedText(), "");
    }

    void theTelemetryShowsTheShownRun() {
        Stripped with;
        finishedRun(with.folder / "run");
        QVERIFY(showActive(with.window));
        auto* dock = with.window.findChild<workbench::TelemetryDock*>();
        auto* phases = dock->findChild<widgets::PhaseBar*>();
        QCOMPARE(phases->total(), 0.0);
        QVERIFY(with.workspace.open(with.folder / "run"));
        QTRY_VERIFY(qFuzzyCompare(phases->total(), 0.25));
        QStringList texts;
        for (const QLabel* label : dock->findChildren<QLabel*>())
            texts << label->text();
        QVERIFY2(texts.contains("4.00 it/s"), qPrintable(texts.join(", ")));
    }
};

QTEST_MAIN(RunToolbarTest)
#include "run_toolbar_test.moc"
