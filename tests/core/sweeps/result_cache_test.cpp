// What is kept of finished points: believed while their runs are as they were, harmless when it is broken.
#include <QtTest>

#include "core/sweeps/point_status.h"
#include "core/sweeps/result_cache.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;

class ResultCacheTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::optional<SweepFolder> m_folder;

    PointStatus read(const char* id) {
        ResultCache cache(*m_folder);
        return cache.read(m_folder->point(id));
    }
    /// As somebody did who let the run be tampered with and its times be kept.
    void hideMetrics(const char* id) {
        const auto metrics = m_folder->runFolder(id) / "metrics.jsonl";
        const auto time = std::filesystem::last_write_time(metrics);
        files::writeAtomically(metrics, std::string(std::filesystem::file_size(metrics), '\n'));
        std::filesystem::last_write_time(metrics, time);
    }

private Q_SLOTS:
    void init() {
        m_folder =
            SweepFolder::create(m_temporary.path() / std::to_string(++m_count), tests::scriptedPlan(3));
        tests::finishPoint(*m_folder, "seed-0");
        tests::finishPoint(*m_folder, "seed-1", 0.5);
        ResultCache cache(*m_folder);
        QCOMPARE(statusOf(*m_folder, cache).count(PointState::finished), 2);
        QCOMPARE(cache.unsaved(), 2);
        cache.save();
        QCOMPARE(cache.unsaved(), 0);
    }

    void everyNumberIsKept() {
        const PointStatus before = pointStatus(*m_folder, m_folder->point("seed-1"));
        hideMetrics("seed-1");
        QVERIFY(read("seed-1") == before);
        QCOMPARE(*before.accuracy, 0.25);
        QVERIFY(read("seed-2").state == PointState::waiting);
        QCOMPARE(statusOf(*m_folder).count(PointState::finished), 2);
    }

    void aRunThatChangedIsReadAgain() {
        projects::MetricsWriter(m_folder->runFolder("seed-0") / "metrics.jsonl")
            .append(tests::scriptedTable(20));
        QCOMPARE(*read("seed-0").accuracy, 0.6);
        std::filesystem::remove_all(m_folder->runFolder("seed-1"));
        QVERIFY(read("seed-1").state == PointState::waiting);
    }

    void onlyFinishedPointsAreKept() {
        ResultCache cache(*m_folder);
        cache.read(m_folder->point("seed-2"));
        QCOMPARE(cache.unsaved(), 0);
        tests::finishPoint(*m_folder, "seed-2");
        QVERIFY(cache.read(m_folder->point("seed-2")).state == PointState::finished);
        QCOMPARE(cache.unsaved(), 1);
    }

    void aBrokenOneKnowsNothing() {
        files::writeAtomically(m_folder->resultsFile(), "{\"id\": \"seed-0\"}\nnonsense");
        QCOMPARE(*read("seed-0").accuracy, 0.5);
        std::filesystem::remove(m_folder->resultsFile());
        QCOMPARE(*read("seed-0").accuracy, 0.5);
    }
};

QTEST_APPLESS_MAIN(ResultCacheTest)
#include "result_cache_test.moc"
