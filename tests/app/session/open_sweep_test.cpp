// The open sweep of a window: from a file, from a folder, run here, followed, rearranged while nobody runs
// it.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/open_sweep.h"
#include "core/base/error.h"
#include "core/projects/run_lock.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_file.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using session::OpenSweep;
using sweeps::PointState;
using sweeps::SweepFolder;
using Doing = OpenSweep::Doing;

class OpenSweepTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::filesystem::path m_folder; ///< of the test
    std::filesystem::path m_home;

    static std::filesystem::path self() { return QCoreApplication::applicationFilePath().toStdString(); }
    /// A sweep's file and the recipe beside it.
    std::filesystem::path fileOf(const sweeps::SweepPlan& plan, const std::string& name = "made") const {
        files::writeAtomically(m_folder / "recipe.toml", settings::toToml(plan.recipe));
        files::writeAtomically(m_folder / (name + ".toml"), sweeps::toToml(plan, "recipe.toml"));
        return m_folder / (name + ".toml");
    }
    static QStringList order(const OpenSweep& sweep) {
        QStringList ids;
        for (const sweeps::SweepRow& row : sweep.table().rows)
            ids << QString::fromStdString(row.status.id);
        return ids;
    }
    static PointState stateOf(const OpenSweep& sweep, const std::string& id) {
        for (const sweeps::PointStatus& point : sweep.status().points)
            if (point.id == id)
                return point.state;
        return PointState::waiting;
    }
    static bool opens(OpenSweep& sweep, const std::filesystem::path& place,
                      const std::filesystem::path& home = {}) {
        sweep.open(place, home);
        return QTest::qWaitFor([&] { return sweep.isOpen() && sweep.doing() != Doing::opening; }, 20000);
    }

private Q_SLOTS:
    void init() {
        m_folder = m_temporary.path() / std::to_string(++m_count);
        m_home = m_folder / "sweeps";
    }

    void aFileMakesNothingBeforeItIsStarted() {
        OpenSweep sweep(self);
        QVERIFY(sweep.doing() == Doing::nothing && !sweep.isOpen());
        QSignalSpy opened(&sweep, &OpenSweep::opened);
        QVERIFY(opens(sweep, fileOf(tests::scriptedPlan(3)), m_home));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(sweep.name(), QString("scripted"));
        QCOMPARE(order(sweep), QStringList({"seed-0", "seed-1", "seed-2"}));
        QVERIFY(!sweep.isBegun() && sweep.folder() == m_home / "made");
        sweep.cancel({"seed-1"});
        sweep.moveEarlier({"seed-2"});
        QCOMPARE(order(sweep), QStringList({"seed-0", "seed-2", "seed-1"}));
        QVERIFY(stateOf(sweep, "seed-1") == PointState::cancelled);
        QVERIFY(!std::filesystem::exists(m_home));
        sweep.start();
        QTRY_VERIFY(sweep.isOn());
        QVERIFY(sweep.isBegun());
        QTRY_VERIFY_WITH_TIMEOUT(sweep.doing() == Doing::resting, 20000);
        QCOMPARE(sweep.status().count(PointState::finished), 2);
        QVERIFY(stateOf(sweep, "seed-1") == PointState::cancelled);
        QCOMPARE(order(sweep), QStringList({"seed-0", "seed-2", "seed-1"}));
        // What was cancelled is put back and done; the file names the folder again.
        sweep.restore({"seed-1"});
        QTRY_VERIFY(stateOf(sweep, "seed-1") == PointState::waiting);
        OpenSweep again(self);
        QTRY_VERIFY(sweeps::readArrangement(m_home / "made/order.toml", {"seed-1"}).cancelled.empty());
        QVERIFY(opens(again, m_folder / "made.toml", m_home));
        QVERIFY(again.isBegun());
        again.start();
        QTRY_COMPARE_WITH_TIMEOUT(again.status().count(PointState::finished), 3, 20000);
    }

    void whatIsWrongWithAFileIsSaid() {
        OpenSweep sweep(self);
        QSignalSpy failed(&sweep, &OpenSweep::failed);
        files::writeAtomically(m_folder / "broken.toml", "format = 1\nrecipe = \"none.toml\"\n");
        sweep.open(m_folder / "broken.toml", m_home);
        QVERIFY(failed.wait(20000));
        QVERIFY2(failed[0][0].toString().contains("none.toml"), qPrintable(failed[0][0].toString()));
        QVERIFY(sweep.doing() == Doing::nothing && !sweep.isOpen());
        sweep.open(m_folder, m_home); // no sweep
        QVERIFY(failed.wait(20000));
        sweep.start(); // nothing to start
        QVERIFY(!sweep.isOn());
    }

    void aSweepThatIsOnIsPausedAndStopped() {
        OpenSweep sweep(self);
        QVERIFY(opens(sweep, fileOf(tests::scriptedPlan(3, tests::pointNeverEnds)), m_home));
        sweep.setJobs(2);
        sweep.start();
        QTRY_COMPARE_WITH_TIMEOUT(sweep.status().count(PointState::running), 2, 20000);
        QSignalSpy failed(&sweep, &OpenSweep::failed);
        sweep.open(m_folder / "made.toml", m_home);
        QCOMPARE(failed.count(), 1);
        sweep.pause();
        QTRY_VERIFY_WITH_TIMEOUT(sweep.status().paused && sweep.status().count(PointState::running) == 0,
                                 20000);
        sweep.moveLater({"seed-0"});
        QTRY_COMPARE(order(sweep), QStringList({"seed-1", "seed-0", "seed-2"}));
        sweep.cancel({"seed-2"});
        QTRY_VERIFY(stateOf(sweep, "seed-2") == PointState::cancelled);
        sweep.proceed();
        QTRY_COMPARE_WITH_TIMEOUT(sweep.status().count(PointState::running), 2, 20000);
        sweep.stop();
        QVERIFY(sweep.doing() == Doing::stopping);
        QTRY_VERIFY_WITH_TIMEOUT(sweep.doing() == Doing::resting, 20000);
        QCOMPARE(sweep.status().count(PointState::begun), 2);
        QVERIFY(!sweep.status().eta);
    }

    void anotherProcessIsFollowed() {
        const SweepFolder folder = SweepFolder::create(m_folder / "theirs", tests::scriptedPlan(3));
        tests::finishPoint(folder, "seed-0");
        OpenSweep sweep(self);
        {
            const projects::RunLock theirs(folder.lockFile());
            QVERIFY(opens(sweep, folder.path()));
            QVERIFY(sweep.doing() == Doing::followed);
            QCOMPARE(sweep.status().count(PointState::finished), 1);
            sweep.start();
            sweep.cancel({"seed-1"});
            QVERIFY(!sweep.isOn() && stateOf(sweep, "seed-1") == PointState::waiting);
            tests::finishPoint(folder, "seed-1");
            QTRY_COMPARE(sweep.status().count(PointState::finished), 2);
        }
        QTRY_VERIFY(sweep.doing() == Doing::resting);
        QCOMPARE(*sweep.table().rows[0].status.accuracy, 0.5);
        QCOMPARE(sweep.runFolder("seed-0"), folder.runFolder("seed-0"));
    }

    void aFailedPointIsTriedAgainWhenItIsRestored() {
        OpenSweep sweep(self);
        QVERIFY(opens(sweep, fileOf(tests::scriptedPlan({tests::pointRuns, tests::pointFails})), m_home));
        sweep.start();
        QTRY_VERIFY_WITH_TIMEOUT(sweep.doing() == Doing::resting && sweep.isBegun(), 20000);
        QVERIFY(stateOf(sweep, "width-13") == PointState::failed);
        QVERIFY(!sweep.table().rows[1].status.problem.empty());
        std::ofstream(m_home / "made/lucky") << "!";
        sweep.restore({"width-13"});
        QTRY_VERIFY(stateOf(sweep, "width-13") == PointState::waiting);
        sweep.start();
        QTRY_COMPARE_WITH_TIMEOUT(sweep.status().count(PointState::finished), 2, 20000);
    }

    void aMissingProgramIsSaid() {
        OpenSweep sweep([]() -> std::filesystem::path { throw base::InputError("There is no program."); });
        QVERIFY(opens(sweep, fileOf(tests::scriptedPlan(1)), m_home));
        QSignalSpy failed(&sweep, &OpenSweep::failed);
        sweep.start();
        QVERIFY(failed.wait(20000));
        QCOMPARE(failed[0][0].toString(), QString("There is no program."));
        QVERIFY(sweep.doing() == Doing::resting && !sweep.isOn());
    }

    void theReverseStepsOfARecipeBecomeAFile() {
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.prior.kind = settings::PriorKind::latent_diffusion;
        recipe.prior.checkpoint = "/prior.safetensors";
        OpenSweep sweep(self);
        sweep.openSteps(recipe, m_home);
        QTRY_VERIFY_WITH_TIMEOUT(sweep.isOpen(), 20000);
        QCOMPARE(sweep.place(), m_home / "reverse-steps.toml");
        QCOMPARE(order(sweep), QStringList({"steps-2", "steps-5", "steps-10", "steps-20", "steps-40"}));
        QVERIFY(settings::difference(sweep.plan().recipe, recipe).empty());
        QCOMPARE(session::writeStepsSweep(recipe, m_home), m_home / "reverse-steps-2.toml");
    }
};

LD3M_POINT_MAIN(OpenSweepTest)
#include "open_sweep_test.moc"
