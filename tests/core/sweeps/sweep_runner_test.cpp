// The local scheduler, with processes that work without arithmetic.
#include <csignal>
#include <thread>

#include <QtTest>

#include "core/base/error.h"
#include "core/projects/run_result.h"
#include "core/sweeps/sweep_runner.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;
using tests::countsIn;
using tests::scriptedPlan;
using Ids = std::vector<std::string>;

namespace {

/// A runner on a thread, looked at from the test's.
class Running {
public:
    explicit Running(const SweepFolder& folder, RunnerOptions options)
        : m_runner(folder, std::move(options)), m_thread([this] { m_runner.run(); }) {}
    ~Running() { m_runner.stop(); }

    SweepRunner& operator*() { return m_runner; }
    SweepRunner* operator->() { return &m_runner; }

    const SweepStatus& status() {
        if (auto newest = m_runner.published().take())
            m_status = *newest;
        return m_status;
    }
    const PointStatus& point(const std::string& id) {
        static const PointStatus none;
        const auto& points = status().points;
        const auto found = std::ranges::find(points, id, &PointStatus::id);
        return found == points.end() ? none : *found;
    }
    bool reaches(const std::string& id, PointState state) {
        return QTest::qWaitFor([&] { return point(id).state == state; }, 20000);
    }
    const SweepStatus& join() {
        m_thread.join();
        return status();
    }

private:
    SweepRunner m_runner;
    SweepStatus m_status;
    std::jthread m_thread;
};

Ids linesOf(const std::filesystem::path& file) {
    Ids lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

} // namespace

class SweepRunnerTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::filesystem::path m_folder;

    static RunnerOptions options(int jobs = 1) {
        return {.program = QCoreApplication::applicationFilePath().toStdString(), .jobs = jobs};
    }
    SweepFolder make(const SweepPlan& plan) { return SweepFolder::create(m_folder, plan); }

private Q_SLOTS:
    void init() { m_folder = m_temporary.path() / std::to_string(++m_count); }

    void allPointsAreRunOnceAndTold() {
        const SweepStatus status = Running(make(scriptedPlan(5)), options(2)).join();
        QCOMPARE(status.count(PointState::finished), 5);
        QCOMPARE(status.eta.value(), 0.0);
        QCOMPARE(status.jobs, 2);
        const PointStatus& last = status.points.back();
        QCOMPARE(last.id, std::string("seed-4"));
        QCOMPARE(last.iteration, 10);
        QCOMPARE(last.iterations, 10);
        QCOMPARE(last.loss.value(), 1.2);
        QCOMPARE(last.accuracy.value(), 0.5);
        QCOMPARE(last.seconds, 2.5);
        for (const auto& [id, count] : countsIn(m_folder / "started"))
            QCOMPARE(count, 1);
        const projects::RunResult result = projects::readRunResult(m_folder / "runs/seed-3");
        QVERIFY(result.state == reports::RunState::finished);
        QCOMPARE(result.recipe->distillation.seed, 3);
        // Once more: nothing is left to do.
        QCOMPARE(Running(SweepFolder::open(m_folder), options()).join().count(PointState::finished), 5);
        QCOMPARE(countsIn(m_folder / "started").size(), std::size_t(5));
        QCOMPARE(linesOf(m_folder / "started").size(), std::size_t(5));
    }

    void noMoreProcessesThanAsked() {
        Running sweep(make(scriptedPlan(6)), options(3));
        int most = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                most = std::max(most, sweep.status().count(PointState::running));
                return sweep.status().count(PointState::finished) == 6;
            },
            20000));
        QCOMPARE(most, 3);
    }

    void aFailureIsToldAndDoesNotStopTheRest() {
        const SweepFolder folder = make(scriptedPlan({tests::pointFails, tests::pointRuns}));
        const SweepStatus status = Running(folder, options()).join();
        QVERIFY(status.points[0].state == PointState::failed);
        QCOMPARE(status.points[0].problem, std::string("objective.width = 13 brings no luck: take 8."));
        QVERIFY(status.points[1].state == PointState::finished);
        // It is not tried again until somebody wants it.
        QCOMPARE(Running(folder, options()).join().count(PointState::failed), 1);
        QCOMPARE(countsIn(m_folder / "started")["width-13"], 1);
        std::ofstream(m_folder / "lucky") << "!";
        RunnerOptions again = options();
        again.retry_failed = true;
        QCOMPARE(Running(folder, again).join().count(PointState::finished), 2);
        QCOMPARE(countsIn(m_folder / "started")["width-8"], 1);
    }

    void whatIsKilledGoesOnAsLongAsItGetsFurther() {
        const SweepFolder folder = make(scriptedPlan({tests::pointStumbles, tests::pointDies}));
        const SweepStatus status = Running(folder, options()).join();
        QVERIFY(status.points[0].state == PointState::finished);
        QCOMPARE(countsIn(m_folder / "started")["width-15"], 3); // killed at 4 and at 8
        QCOMPARE(countsIn(m_folder / "worked")["width-15"], 10); // and nothing done twice
        QVERIFY(status.points[1].state == PointState::failed);
        QCOMPARE(countsIn(m_folder / "started")["width-14"], 3);
        QVERIFY(QString::fromStdString(status.points[1].problem).contains("signal 9"));
    }

    void stoppedPointsSaveAndGoOnLater() {
        const SweepFolder folder = make(scriptedPlan(3, tests::pointNeverEnds));
        {
            Running sweep(folder, options(2));
            QVERIFY(QTest::qWaitFor(
                [&] { return sweep.point("seed-0").iteration == 5 && sweep.point("seed-1").iteration == 5; },
                20000));
            sweep->stop();
            const SweepStatus& status = sweep.join();
            QVERIFY(status.points[0].state == PointState::begun);
            QVERIFY(status.points[2].state == PointState::waiting);
        }
        QCOMPARE(statusOf(folder).count(PointState::begun), 2);
        QCOMPARE(projects::readRunResult(m_folder / "runs/seed-1").iteration, 5);
        Running sweep(folder, options(2));
        QVERIFY(sweep.reaches("seed-1", PointState::running));
        QVERIFY(QTest::qWaitFor([&] { return countsIn(m_folder / "started")["seed-1"] == 2; }, 20000));
        QCOMPARE(countsIn(m_folder / "worked")["seed-1"], 5);
    }

    void aPauseHoldsUntilItIsLifted() {
        Running sweep(make(scriptedPlan(2, tests::pointNeverEnds)), options());
        QVERIFY(QTest::qWaitFor([&] { return sweep.point("seed-0").iteration == 5; }, 20000));
        sweep->pause();
        QVERIFY(sweep.reaches("seed-0", PointState::begun));
        QVERIFY(sweep.status().paused);
        QTest::qWait(300);
        QCOMPARE(sweep.status().count(PointState::running), 0);
        QVERIFY(statusOf(sweep->folder()).paused); // remembered
        sweep->proceed();
        QVERIFY(sweep.reaches("seed-0", PointState::running));
        QVERIFY(!sweep.status().paused);
    }

    void aPausedSweepMayBeOpenedWithoutGoingOn() {
        const SweepFolder folder = make(scriptedPlan(1));
        writeArrangement(folder.arrangementFile(), {folder.ids(), {}, true});
        RunnerOptions held = options();
        held.proceed = false;
        {
            Running sweep(folder, held);
            QVERIFY(sweep.reaches("seed-0", PointState::waiting));
            QTest::qWait(300);
            QVERIFY(sweep.status().paused);
            QCOMPARE(sweep.status().count(PointState::running), 0);
        }
        QCOMPARE(Running(folder, options()).join().count(PointState::finished), 1);
    }

    void cancelledPointsAreLeftOutUntilRestored() {
        const SweepFolder folder = make(scriptedPlan({tests::pointNeverEnds, 9, 10, tests::pointFails}));
        {
            Running sweep(folder, options());
            sweep->cancel("width-9");
            QVERIFY(QTest::qWaitFor([&] { return sweep.point("width-16").iteration == 5; }, 20000));
            sweep->cancel("width-16"); // while it runs
            QVERIFY(sweep.reaches("width-10", PointState::finished));
            const SweepStatus& status = sweep.join();
            QCOMPARE(status.count(PointState::cancelled), 2);
            QCOMPARE(status.count(PointState::failed), 1);
        }
        QCOMPARE(countsIn(m_folder / "started").count("width-9"), std::size_t(0));
        QCOMPARE(statusOf(folder).count(PointState::cancelled), 2);
        RunnerOptions staying = options();
        staying.stay = true; // although nothing is left to do
        Running sweep(folder, staying);
        QVERIFY(sweep.reaches("width-10", PointState::finished));
        std::ofstream(m_folder / "lucky") << "!";
        sweep->restore("width-9");
        sweep->restore("width-13");
        QVERIFY(sweep.reaches("width-9", PointState::finished));
        QVERIFY(sweep.reaches("width-13", PointState::finished));
        QCOMPARE(statusOf(folder).count(PointState::cancelled), 1);
    }

    void theOrderMayChange() {
        const SweepFolder folder = make(scriptedPlan(4));
        SweepRunner runner(folder, options());
        runner.reorder({"seed-2", "seed-3"});
        std::thread([&] { runner.run(); }).join();
        QCOMPARE(linesOf(m_folder / "started"), (Ids{"seed-2", "seed-3", "seed-0", "seed-1"}));
        QCOMPARE(statusOf(folder).points.front().id, std::string("seed-2")); // remembered
    }

    void moreJobsStartAtOnce() {
        Running sweep(make(scriptedPlan(3, tests::pointNeverEnds)), options());
        QVERIFY(sweep.reaches("seed-0", PointState::running));
        QCOMPARE(sweep.status().count(PointState::running), 1);
        sweep->setJobs(3);
        QVERIFY(sweep.reaches("seed-2", PointState::running));
    }

    void oneRunnerASweep() {
        const SweepFolder folder = make(scriptedPlan(1));
        const SweepRunner first(folder, options());
        const QString said =
            tests::messageOf<base::InputError>([&] { SweepRunner second(folder, options()); });
        QVERIFY2(said.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(said));
    }

    void aRunThatAnotherProcessWritesIsWaitedFor() {
        const SweepFolder folder = make(scriptedPlan(2));
        std::optional<projects::RunLock> other;
        projects::RunFolder::create(folder.runFolder("seed-0"), folder.point("seed-0").recipe, {});
        other.emplace(folder.runFolder("seed-0") / "run.lock");
        Running sweep(folder, options());
        QVERIFY(sweep.reaches("seed-1", PointState::finished));
        QVERIFY(sweep.point("seed-0").state == PointState::running);
        QCOMPARE(countsIn(m_folder / "started").count("seed-0"), std::size_t(0));
        other.reset();
        QCOMPARE(sweep.join().count(PointState::finished), 2);
    }

    void withoutTheProgramNothingBegins() {
        const QString said = tests::messageOf<base::InputError>(
            [&] { SweepRunner runner(make(scriptedPlan(1)), {.program = m_folder / "nothing"}); });
        QVERIFY2(said.contains("There is no program"), qPrintable(said));
    }
};

LD3M_POINT_MAIN(SweepRunnerTest)
#include "sweep_runner_test.moc"
