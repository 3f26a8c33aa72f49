#include "app/session/run_watcher.h"

#include <fstream>

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using namespace std::chrono_literals;
using session::RunSummary;
using session::RunWatcher;
using Runs = std::vector<RunSummary>;

namespace {

Runs lastOf(const QSignalSpy& spy) {
    return spy.last().at(0).value<Runs>();
}

} // namespace

class RunWatcherTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

private Q_SLOTS:
    void tellsOnceAboutNothing() {
        RunWatcher watcher([] { return std::vector<std::filesystem::path>(); }, 1ms);
        QSignalSpy changed(&watcher, &RunWatcher::runsChanged);
        QVERIFY(changed.wait());
        QVERIFY(lastOf(changed).empty());
    }

    void tellsWhenRunsAppearGoOnAndAreGone() {
        const std::filesystem::path a = m_folder / "a";
        const std::filesystem::path b = m_folder / "b";
        RunWatcher watcher([&] { return std::vector{a, b}; }, 2ms);
        QSignalSpy changed(&watcher, &RunWatcher::runsChanged);
        QTRY_COMPARE(changed.count(), 1);
        tests::finishedRun(a);
        QTRY_VERIFY(lastOf(changed).size() == 1 && lastOf(changed)[0].iteration == 20);
        const projects::RunFolder run = tests::interruptedRun(b, 3);
        QTRY_VERIFY(lastOf(changed).size() == 2 && lastOf(changed)[1].iteration == 3);
        projects::MetricsWriter(run.metricsFile()).append(tests::scriptedReport(4));
        QTRY_COMPARE(lastOf(changed)[1].iteration, 4);
        std::filesystem::remove_all(a);
        QTRY_COMPARE(lastOf(changed).size(), 1u);
        QCOMPARE(lastOf(changed)[0].folder, b);
    }

    void aBrokenRunDoesNotHideTheOthers() {
        const std::filesystem::path broken = m_folder / "broken";
        const std::filesystem::path sound = m_folder / "sound";
        std::filesystem::create_directories(broken);
        std::ofstream(broken / "run.toml") << "format = [";
        tests::finishedRun(sound);
        RunWatcher watcher([&] { return std::vector{broken, sound}; }, 1h);
        QSignalSpy changed(&watcher, &RunWatcher::runsChanged);
        QVERIFY(changed.wait());
        QCOMPARE(lastOf(changed).size(), 1u);
        QCOMPARE(lastOf(changed)[0].folder, sound);
    }

    void looksAgainWhenAsked() {
        const std::filesystem::path run = m_folder / "asked";
        RunWatcher watcher([&] { return std::vector{run}; }, 1h);
        QSignalSpy changed(&watcher, &RunWatcher::runsChanged);
        QVERIFY(changed.wait());
        tests::finishedRun(run);
        watcher.refresh();
        QVERIFY(changed.wait());
        QCOMPARE(lastOf(changed).size(), 1u);
    }

    void aListThatCannotBeMadeIsEmpty() {
        RunWatcher watcher(
            []() -> std::vector<std::filesystem::path> { throw base::InputError("unmounted"); }, 1h);
        QSignalSpy changed(&watcher, &RunWatcher::runsChanged);
        QVERIFY(changed.wait());
        QVERIFY(lastOf(changed).empty());
    }
};

QTEST_GUILESS_MAIN(RunWatcherTest)
#include "run_watcher_test.moc"
