// A sweep that somebody else runs: read once, again while it is held, and when it is asked for.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/sweep_follower.h"
#include "core/projects/run_lock.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using session::SweepFollower;
using sweeps::PointState;
using sweeps::SweepFolder;

class SweepFollowerTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::shared_ptr<const SweepFolder> m_folder;

    struct Heard {
        explicit Heard(SweepFollower& follower) {
            QObject::connect(&follower, &SweepFollower::read, &follower,
                             [this](const sweeps::SweepStatus& newest, bool isHeld) {
                                 ++times;
                                 status = newest;
                                 held = isHeld;
                             });
        }
        int finished() const { return status.count(PointState::finished); }
        int times = 0;
        bool held = false;
        sweeps::SweepStatus status;
    };

private Q_SLOTS:
    void init() {
        m_folder = std::make_shared<const SweepFolder>(
            SweepFolder::create(m_temporary.path() / std::to_string(++m_count), tests::scriptedPlan(3)));
    }

    void oneThatRestsIsReadOnceAndRemembered() {
        tests::finishPoint(*m_folder, "seed-0");
        SweepFollower follower;
        Heard heard(follower);
        follower.follow(m_folder);
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(!heard.held);
        QCOMPARE(heard.finished(), 1);
        QVERIFY(std::filesystem::exists(m_folder->resultsFile()));
        tests::finishPoint(*m_folder, "seed-1");
        QTest::qWait(1500); // nobody holds it: nothing is read by itself
        QCOMPARE(heard.times, 1);
        follower.lookAgain();
        QTRY_COMPARE(heard.finished(), 2);
    }

    void oneThatIsHeldIsReadAgainAndLeftAlone() {
        SweepFollower follower;
        Heard heard(follower);
        {
            const projects::RunLock theirs(m_folder->lockFile());
            follower.follow(m_folder);
            QTRY_VERIFY(heard.held);
            tests::finishPoint(*m_folder, "seed-2");
            QTRY_COMPARE(heard.finished(), 1);
            QVERIFY(!std::filesystem::exists(m_folder->resultsFile())); // another's to keep
        }
        QTRY_VERIFY(!heard.held); // and the last word is heard
    }

    void anotherSweepTakesItsPlace() {
        SweepFollower follower;
        Heard heard(follower);
        follower.follow(m_folder);
        init();
        tests::finishPoint(*m_folder, "seed-1");
        follower.follow(m_folder);
        QTRY_COMPARE(heard.finished(), 1);
        follower.follow({});
        const int times = heard.times;
        follower.lookAgain();
        QTest::qWait(200);
        QCOMPARE(heard.times, times);
    }
};

QTEST_GUILESS_MAIN(SweepFollowerTest)
#include "sweep_follower_test.moc"
