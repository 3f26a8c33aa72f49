#include "app/session/run_feed.h"

#include <QtTest>

#include "tests/support/scripted_values.h"

using namespace ld3m;

namespace {

class Feed : public session::RunFeed {
public:
    using RunFeed::deliver;
};

/// Everything a feed says, as words in order.
QStringList heard(Feed& feed, std::vector<reports::Event> events) {
    QStringList words;
    QObject::connect(&feed, &Feed::reported, [&](const std::vector<reports::IterationReport>& batch) {
        words << QString("reports %1-%2").arg(batch.front().iteration).arg(batch.back().iteration);
    });
    QObject::connect(&feed, &Feed::evaluated, [&](const reports::EvaluationTable& table) {
        words << QString("evaluation %1").arg(table.iteration);
    });
    QObject::connect(&feed, &Feed::settingChanged, [&](const reports::SettingChange& change) {
        words << QString("%1 %2").arg(QString::fromStdString(change.key)).arg(change.iteration);
    });
    QObject::connect(&feed, &Feed::checkpointWritten, [&](const reports::CheckpointWritten& checkpoint) {
        words << QString("checkpoint %1").arg(checkpoint.iteration);
    });
    QObject::connect(&feed, &Feed::stateChanged, [&](const reports::StateChange& change) {
        words << QString::fromStdString(reports::nameOf(change.state));
    });
    feed.deliver(std::move(events));
    return words;
}

} // namespace

class RunFeedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neighbouringReportsAreOneBatchAndTheOrderStays() {
        using namespace reports;
        Feed feed;
        QCOMPARE(heard(feed, {StateChange{RunState::running, 0, {}}, tests::scriptedReport(1),
                              tests::scriptedReport(2), tests::scriptedReport(3),
                              SettingChange{4, "prior.steps", std::int64_t{10}, std::int64_t{20}},
                              tests::scriptedReport(4), tests::scriptedTable(4), CheckpointWritten{4, {}},
                              tests::scriptedReport(5), StateChange{RunState::finished, 5, {}}}),
                 (QStringList{"running", "reports 1-3", "prior.steps 4", "reports 4-4", "evaluation 4",
                              "checkpoint 4", "reports 5-5", "finished"}));
    }

    void nothingIsSaidAboutNothing() {
        Feed feed;
        QCOMPARE(heard(feed, {}), QStringList());
    }
};

QTEST_GUILESS_MAIN(RunFeedTest)
#include "run_feed_test.moc"
