// A sweep of the window: its status as signals, steered while it is on.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/sweep_session.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using session::SweepSession;
using sweeps::PointState;
using sweeps::SweepFolder;

class SweepSessionTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::filesystem::path m_folder;

    static sweeps::RunnerOptions options() {
        return {.program = QCoreApplication::applicationFilePath().toStdString()};
    }
    static PointState stateOf(const SweepSession& session, const std::string& id) {
        for (const sweeps::PointStatus& point : session.status().points)
            if (point.id == id)
                return point.state;
        return PointState::waiting;
    }

private Q_SLOTS:
    void init() { m_folder = m_temporary.path() / std::to_string(++m_count); }

    void itTellsAndEnds() {
        SweepSession session(SweepFolder::create(m_folder, tests::scriptedPlan(3)), options());
        QSignalSpy changed(&session, &SweepSession::statusChanged);
        QSignalSpy ended(&session, &SweepSession::ended);
        QSignalSpy failed(&session, &SweepSession::failed);
        QVERIFY(session.isUnderway());
        QVERIFY(ended.wait(20000));
        QVERIFY(!session.isUnderway());
        QCOMPARE(session.status().count(PointState::finished), 3);
        QVERIFY(changed.count() >= 2);
        QCOMPARE(failed.count(), 0);
        session.cancel("seed-0"); // there is nobody any more who would listen
        SweepSession again(SweepFolder::open(m_folder), options());
        QSignalSpy over(&again, &SweepSession::ended);
        QVERIFY(over.wait(20000));
    }

    void wishesBeforeItsThreadIsReadyAreKept() {
        SweepSession session(SweepFolder::create(m_folder, tests::scriptedPlan(3)), options());
        session.reorder({"seed-2"});
        session.cancel("seed-0");
        QSignalSpy ended(&session, &SweepSession::ended);
        QVERIFY(ended.wait(20000));
        QCOMPARE(session.status().points.front().id, std::string("seed-2"));
        QVERIFY(stateOf(session, "seed-0") == PointState::cancelled);
        QCOMPARE(session.status().count(PointState::finished), 2);
    }

    void itIsPausedTakenUpAndStopped() {
        SweepSession session(SweepFolder::create(m_folder, tests::scriptedPlan(2, tests::pointNeverEnds)),
                             options());
        QTRY_VERIFY(stateOf(session, "seed-0") == PointState::running);
        session.pause();
        QTRY_VERIFY(session.status().paused && session.status().count(PointState::running) == 0);
        session.setJobs(2);
        session.proceed();
        QTRY_COMPARE(session.status().count(PointState::running), 2);
        QSignalSpy ended(&session, &SweepSession::ended);
        session.stop();
        QVERIFY(ended.wait(20000));
        QCOMPARE(session.status().count(PointState::begun), 2);
    }

    void oneThatStaysServesWhenAllIsDone() {
        sweeps::RunnerOptions staying = options();
        staying.stay = true;
        SweepSession session(
            SweepFolder::create(m_folder, tests::scriptedPlan({tests::pointRuns, tests::pointFails})),
            staying);
        QTRY_VERIFY(stateOf(session, "width-13") == PointState::failed);
        QVERIFY(session.isUnderway());
        std::ofstream(m_folder / "lucky") << "!";
        session.restore("width-13");
        QTRY_VERIFY(stateOf(session, "width-13") == PointState::finished);
    }

    void aSecondRunnerIsRefusedInWords() {
        const SweepFolder folder =
            SweepFolder::create(m_folder, tests::scriptedPlan(2, tests::pointNeverEnds));
        SweepSession first(folder, options());
        QTRY_VERIFY(stateOf(first, "seed-0") == PointState::running);
        SweepSession second(folder, options());
        QSignalSpy failed(&second, &SweepSession::failed);
        QSignalSpy ended(&second, &SweepSession::ended);
        QVERIFY(ended.wait(20000));
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].toString().contains("is being written by"));
    }

    void aReceiverMayEndIt() {
        auto* session = new SweepSession(SweepFolder::create(m_folder, tests::scriptedPlan(2)), options());
        bool told = false;
        connect(session, &SweepSession::statusChanged, this, [&] {
            told = true;
            delete session;
        });
        QTRY_VERIFY(told);
    }
};

LD3M_POINT_MAIN(SweepSessionTest)
#include "sweep_session_test.moc"
