// A run folder that another process writes, followed while it does.
#include "app/session/run_follower.h"

#include <QSignalSpy>

#include "app/session/run_history.h"
#include "tests/support/memory_folder.h"
#include "tests/support/run_writer.h"

using namespace ld3m;
using namespace std::chrono_literals;
using session::RunFollower;
using Iterations = std::vector<std::int64_t>;

namespace {

/// Follows a folder into a history, as the window does, and counts.
struct Followed {
    explicit Followed(const std::filesystem::path& folder) : history(folder), follower(folder, 5ms) {
        history.follow(follower);
    }
    session::RunHistory history;
    RunFollower follower;
    QSignalSpy caughtUp{&follower, &RunFollower::caughtUp};
    QSignalSpy restarted{&follower, &RunFollower::restarted};
    QSignalSpy unreadable{&follower, &RunFollower::unreadable};
};

} // namespace

class RunFollowerTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;
    std::filesystem::path m_run;
    int m_count = 0;

private Q_SLOTS:
    void init() { m_run = m_folder.path() / std::to_string(++m_count); }

    void tellsWhatIsThereThenWhatIsAdded() {
        tests::RunWriter writer(m_run);
        writer.tell("iterate 3");
        writer.tell("sheet 0");
        Followed followed(m_run);
        QTRY_COMPARE(followed.caughtUp.count(), 1);
        QCOMPARE(followed.history.reports().size(), 3u);
        QCOMPARE(followed.history.storedSheets(), Iterations{0});
        writer.tell("iterate 2");
        writer.tell("evaluate 5");
        QTRY_COMPARE(followed.history.evaluations().size(), 1u);
        QCOMPARE(followed.history.lastIteration(), 5);
        QCOMPARE(followed.history.reports()[4].loss, 12.0 / 5);
        QCOMPARE(followed.caughtUp.count(), 1);
        QVERIFY(followed.restarted.isEmpty());
    }

    void aTornLastLineIsToldWhenItIsWhole() {
        tests::RunWriter writer(m_run);
        writer.tell("iterate 2");
        writer.tell("tear");
        Followed followed(m_run);
        QTRY_COMPARE(followed.caughtUp.count(), 1);
        QCOMPARE(followed.history.lastIteration(), 2);
        writer.tell("mend");
        QTRY_COMPARE(followed.history.lastIteration(), 3);
        QCOMPARE(followed.history.reports().size(), 3u);
    }

    void aRunThatIsTakenUpAgainIsToldAnew() {
        tests::RunWriter writer(m_run);
        writer.tell("iterate 8");
        for (const char* sheet : {"sheet 0", "sheet 5", "sheet 8"})
            writer.tell(sheet);
        Followed followed(m_run);
        QTRY_COMPARE(followed.history.lastIteration(), 8);
        QTRY_VERIFY(followed.history.latestSheet() && followed.history.latestSheet()->iteration == 8);
        QSignalSpy cleared(&followed.history, &session::RunHistory::cleared);
        writer.tell("cut 5");
        QTRY_COMPARE(followed.history.lastIteration(), 5);
        QCOMPARE(followed.restarted.count(), 1);
        QCOMPARE(cleared.count(), 1);
        QCOMPARE(followed.history.reports().size(), 5u);
        QTRY_COMPARE(followed.history.storedSheets(), (Iterations{0, 5}));
        QTRY_VERIFY(followed.history.latestSheet() && followed.history.latestSheet()->iteration == 5);
        writer.tell("iterate 2");
        QTRY_COMPARE(followed.history.lastIteration(), 7);
    }

    void newSheetsAreListedAndTheNewestArrives() {
        tests::RunWriter writer(m_run);
        writer.tell("sheet 0");
        Followed followed(m_run);
        QTRY_VERIFY(followed.history.latestSheet().has_value());
        QCOMPARE(tests::pictured(*followed.history.latestSheet()), 0);
        writer.tell("sheet 5");
        writer.tell("sheet 10");
        QTRY_COMPARE(followed.history.storedSheets(), (Iterations{0, 5, 10}));
        QTRY_COMPARE(tests::pictured(*followed.history.latestSheet()), 10);
    }

    void aFolderThatIsNoRunIsSaidOnceUntilItIsOne() {
        Followed followed(m_run);
        QTRY_COMPARE(followed.unreadable.count(), 1);
        QVERIFY(followed.unreadable.at(0).at(0).toString().contains("it has no run.toml"));
        QVERIFY(followed.caughtUp.isEmpty());
        tests::RunWriter writer(m_run);
        writer.tell("iterate 1");
        QTRY_COMPARE(followed.history.lastIteration(), 1);
        QCOMPARE(followed.unreadable.count(), 1);
    }

    void leavingInTheMiddleIsQuiet() {
        tests::RunWriter writer(m_run);
        writer.tell("iterate 500");
        session::RunHistory history(m_run);
        {
            RunFollower follower(m_run, 1ms);
            history.follow(follower);
        }
        QCoreApplication::processEvents();
        QCOMPARE(history.lastIteration(), 0);
    }
};

LD3M_WRITER_MAIN(RunFollowerTest)
#include "run_follower_test.moc"
