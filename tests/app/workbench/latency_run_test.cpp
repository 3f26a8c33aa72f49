#include "app/workbench/latency_run.h"

#include <QDockWidget>
#include <QTabBar>

#include "app/workbench/latency_meter.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;

class LatencyRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensEveryDockAndReportsWhenTheRunEnds() {
        ScriptedWindow with;
        EventWatch watch;
        LatencyRun run(with.window, with.workspace, watch, 0);
        QSignalSpy done(&run, &LatencyRun::done);
        QVERIFY(showActive(with.window));
        for (QDockWidget* dock : with.window.findChildren<QDockWidget*>())
            dock->hide();
        QVERIFY(with.runTo(5));
        for (const QDockWidget* dock : with.window.findChildren<QDockWidget*>())
            QVERIFY2(!dock->isHidden(), qPrintable(dock->objectName()));
        with.script.goTo(1000);
        QVERIFY(done.count() == 1 || done.wait());
        const QString report = QString::fromStdString(run.report());
        QVERIFY2(report.contains("event loop latency over"), qPrintable(report));
        QVERIFY(report.contains("99.9 % under"));
        QVERIFY(report.contains("under  16 ms"));
        QVERIFY(report.contains("worst under 50.0 ms: "));
    }

    void endsAfterItsMinutes() {
        ScriptedWindow with;
        EventWatch watch;
        LatencyRun run(with.window, with.workspace, watch, 0.005);
        QSignalSpy done(&run, &LatencyRun::done);
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(5));
        QVERIFY(done.wait(kPatience));
        QTRY_VERIFY(!with.workspace.isOn()); // stopped, not finished
        QCOMPARE(with.history().lastIteration(), 5);
        QCOMPARE(done.count(), 1);
    }

    void turnsThePagesThatLieUponEachOther() {
        ScriptedWindow with;
        const QList<QDockWidget*> docks = with.window.findChildren<QDockWidget*>();
        with.window.tabifyDockWidget(docks[0], docks[1]);
        EventWatch watch;
        LatencyRun run(with.window, with.workspace, watch, 0);
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(5));
        QTRY_VERIFY(with.window.findChild<QTabBar*>() && with.window.findChild<QTabBar*>()->count() >= 2);
        const int before = with.window.findChild<QTabBar*>()->currentIndex();
        QTRY_VERIFY(with.window.findChild<QTabBar*>()->currentIndex() != before);
    }
};

QTEST_MAIN(LatencyRunTest)
#include "latency_run_test.moc"
