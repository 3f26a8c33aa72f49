// The watch checks a moment after the last edit, never beside a run, and knows whether its report still
// holds.
#include <atomic>
#include <mutex>
#include <thread>

#include <QtTest>

#include "app/session/preflight_watch.h"
#include "tests/support/scripted_workspace.h"

using namespace ld3m;

class PreflightWatchTest : public QObject {
    Q_OBJECT

    /// A check that finds fault with more than 5 images per class.
    struct Script {
        std::atomic<int> begun = 0;
        std::atomic<int> stopped = 0;
        std::atomic<bool> slow = false;
        std::mutex mutex;
        std::filesystem::path runs;

        session::Tools::Preflight check() {
            return [this](const settings::Recipe& recipe, const std::filesystem::path& asked,
                          const reports::CheckWatch& watch) {
                ++begun;
                {
                    const std::lock_guard lock(mutex);
                    runs = asked;
                }
                watch.progress({"Looking", 0, 0});
                reports::PreflightReport report;
                if (recipe.distillation.ipc > 5)
                    report.lines.push_back({reports::CheckLevel::problem, "Images per class", "Too many.",
                                            "Take 5.", "distillation.ipc", settings::Value(std::int64_t{5})});
                watch.found(report);
                try {
                    while (slow) {
                        watch.checkpoint();
                        std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    }
                } catch (...) {
                    ++stopped;
                    throw;
                }
                report.complete = true;
                return report;
            };
        }
    };

    static bool settled(const session::PreflightWatch& watch) {
        return QTest::qWaitFor([&] { return !watch.isChecking(); }, 10000);
    }

private Q_SLOTS:
    void aProjectIsChecked() {
        Script script;
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch(script.check(), space.workspace);
        QVERIFY(!watch.isChecking() && !watch.report());
        QVERIFY(space.create("pets"));
        QVERIFY(watch.isChecking());
        QVERIFY(settled(watch));
        QVERIFY(watch.report() && watch.report()->complete && watch.isCurrent());
        QVERIFY(!watch.obstacle());
        QCOMPARE(script.runs, space.workspace.project()->runsFolder());
    }

    void manyEditsAreOneCheck() {
        Script script;
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch(script.check(), space.workspace);
        QVERIFY(space.create("pets") && settled(watch));
        const int before = script.begun;
        for (const std::int64_t ipc : {3, 4, 9})
            space.workspace.edit("distillation.ipc", ipc);
        QVERIFY(!watch.isCurrent() && !watch.obstacle()); // the old report is of another recipe
        QVERIFY(settled(watch));
        QCOMPARE(int(script.begun), before + 1);
        QVERIFY(watch.obstacle());
        QCOMPARE(watch.obstacle()->key, std::string("distillation.ipc"));
    }

    void whatIsKnownEarlyIsShownAndAnEditDropsTheRest() {
        Script script;
        script.slow = true;
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch(script.check(), space.workspace);
        QVERIFY(space.create("pets"));
        QVERIFY(QTest::qWaitFor([&] { return watch.report().has_value(); }, 10000));
        QVERIFY(!watch.report()->complete && watch.isChecking());
        QTRY_COMPARE(watch.doing(), QString("Looking"));
        space.workspace.edit("distillation.ipc", std::int64_t{4});
        QTRY_COMPARE(int(script.stopped), 1);
        script.slow = false;
        QVERIFY(settled(watch));
        QVERIFY(watch.isCurrent() && watch.report()->complete);
    }

    void notWhileARunIsOn() {
        Script script;
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch(script.check(), space.workspace);
        space.script.goTo(2);
        QVERIFY(space.create("pets") && settled(watch));
        const int before = script.begun;
        QVERIFY(space.workspace.start());
        space.workspace.edit("distillation.latent_rate", 3.0);
        QTest::qWait(700);
        QVERIFY(!watch.isChecking());
        QCOMPARE(int(script.begun), before);
        space.workspace.session()->stop();
        QVERIFY(
            QTest::qWaitFor([&] { return int(script.begun) == before + 1; }, 10000)); // its pace is known now
    }

    void aCheckThatFailsSaysSo() {
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch(
            [](auto&&...) -> reports::PreflightReport { throw std::runtime_error("no luck"); },
            space.workspace);
        QVERIFY(space.create("pets") && settled(watch));
        QVERIFY(watch.report());
        QCOMPARE(watch.report()->lines.front().found, std::string("no luck"));
        QVERIFY(!watch.obstacle());
    }

    void withoutACheckNothingIsFound() {
        tests::ScriptedWorkspace space;
        session::PreflightWatch watch({}, space.workspace);
        QVERIFY(space.create("pets"));
        QVERIFY(!watch.isChecking() && !watch.report());
    }
};

QTEST_GUILESS_MAIN(PreflightWatchTest)
#include "preflight_watch_test.moc"
