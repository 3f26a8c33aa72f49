#include "app/session/run_history.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using session::RunHistory;
using Iterations = std::vector<std::int64_t>;

class RunHistoryTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

private Q_SLOTS:
    void keepsWhatAFeedSays() {
        session::RunFeed feed;
        RunHistory history(m_folder / "nowhere");
        history.follow(feed);
        QSignalSpy appended(&history, &RunHistory::reportsAppended);
        QSignalSpy latest(&history, &RunHistory::latestSheetChanged);
        Q_EMIT feed.reported({tests::scriptedReport(1), tests::scriptedReport(2)});
        Q_EMIT feed.reported({tests::scriptedReport(3)});
        Q_EMIT feed.settingChanged({3, "prior.steps", std::int64_t{10}, std::int64_t{20}});
        Q_EMIT feed.stateChanged({reports::RunState::paused, 3, {}});
        Q_EMIT feed.sheetArrived(tests::scriptedSheet(3));
        Q_EMIT feed.sheetsListed({0, 3});
        QCOMPARE(appended.count(), 2);
        QCOMPARE(appended.at(1).at(0).value<std::size_t>(), 2u);
        QCOMPARE(history.reports().size(), 3u);
        QCOMPARE(history.lastIteration(), 3);
        QCOMPARE(history.changes().front().key, std::string("prior.steps"));
        QVERIFY(history.state().state == reports::RunState::paused);
        QCOMPARE(latest.count(), 1);
        QCOMPARE(tests::pictured(*history.latestSheet()), 3);
        QCOMPARE(history.storedSheets(), (Iterations{0, 3}));
    }

    void anIterationHasTheNewestEvaluationUpToIt() {
        session::RunFeed feed;
        RunHistory history(m_folder / "nowhere");
        history.follow(feed);
        QVERIFY(!history.evaluationAt(100));
        Q_EMIT feed.evaluated(tests::scriptedTable(10));
        Q_EMIT feed.evaluated(tests::scriptedTable(20));
        QVERIFY(!history.evaluationAt(9));
        QCOMPARE(history.evaluationAt(10)->iteration, 10);
        QCOMPARE(history.evaluationAt(19)->iteration, 10);
        QCOMPARE(history.evaluationAt(1000)->iteration, 20);
    }

    void aRestartForgetsEverything() {
        session::RunFeed feed;
        RunHistory history(m_folder / "nowhere");
        history.follow(feed);
        Q_EMIT feed.reported({tests::scriptedReport(1)});
        Q_EMIT feed.evaluated(tests::scriptedTable(1));
        Q_EMIT feed.settingChanged({1, "prior.steps", std::int64_t{10}, std::int64_t{20}});
        Q_EMIT feed.sheetArrived(tests::scriptedSheet(1));
        Q_EMIT feed.sheetsListed({0, 1});
        QSignalSpy cleared(&history, &RunHistory::cleared);
        Q_EMIT feed.restarted();
        QCOMPARE(cleared.count(), 1);
        QVERIFY(history.reports().empty() && history.evaluations().empty() && history.changes().empty());
        QVERIFY(history.storedSheets().empty() && !history.latestSheet());
    }

    void readsWhatTheFolderHolds() {
        tests::finishedRun(m_folder / "finished");
        RunHistory history(m_folder / "finished");
        QSignalSpy described(&history, &RunHistory::described);
        QSignalSpy loaded(&history, &RunHistory::sheetLoaded);
        QTRY_COMPARE(history.storedSheets(), (Iterations{0, 5, 10, 15, 20}));
        QCOMPARE(described.count(), 1);
        QCOMPARE(history.run()->recipe().dataset.path, std::string("/data/pets"));
        history.requestSheet(15);
        QVERIFY(loaded.wait());
        QCOMPARE(tests::pictured(loaded.at(0).at(0).value<reports::ImageSheet>()), 15);
    }

    void sheetsThatArriveAreLookedUpOnTheDisk() {
        const projects::RunFolder run = tests::finishedRun(m_folder / "growing");
        session::RunFeed feed;
        RunHistory history(m_folder / "growing");
        history.follow(feed);
        QTRY_COMPARE(history.storedSheets().size(), 5u);
        projects::writeSheet(run.sheetFile(25), tests::scriptedSheet(25));
        Q_EMIT feed.sheetArrived(tests::scriptedSheet(25));
        QTRY_COMPARE(history.storedSheets().back(), 25);
    }

    void theLengthOfARunIsWhatItWasLastSetTo() {
        tests::finishedRun(m_folder / "lengthened");
        session::RunFeed feed;
        RunHistory history(m_folder / "lengthened");
        history.follow(feed);
        QCOMPARE(history.iterations(), 0);
        QTRY_COMPARE(history.iterations(), 20);
        Q_EMIT feed.settingChanged({3, "prior.steps", std::int64_t{10}, std::int64_t{70}});
        QCOMPARE(history.iterations(), 20);
        Q_EMIT feed.settingChanged({4, "distillation.iterations", std::int64_t{20}, std::int64_t{50}});
        Q_EMIT feed.settingChanged({6, "distillation.iterations", std::int64_t{50}, std::int64_t{30}});
        QCOMPARE(history.iterations(), 30);
    }
};

QTEST_GUILESS_MAIN(RunHistoryTest)
#include "run_history_test.moc"
