// One line about a run: read off its folder alone, written by this or another process.
#include "app/session/run_summary.h"

#include "tests/support/memory_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/run_writer.h"

using namespace ld3m;
using reports::RunState;
using session::RunSummarizer;
using session::RunSummary;

class RunSummaryTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_root;
    std::filesystem::path m_folder;
    int m_count = 0;

private Q_SLOTS:
    void init() { m_folder = m_root.path() / std::to_string(++m_count); }

    void saysWhatMayBeDone_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("held");
        QTest::addColumn<int>("checkpoint");
        QTest::addColumn<QString>("badge");
        QTest::addColumn<bool>("resumable");
        const auto row = [](const char* name, RunState state, bool held, int checkpoint, const char* badge,
                            bool resumable) {
            QTest::newRow(name) << int(state) << held << checkpoint << badge << resumable;
        };
        row("is on", RunState::running, true, 10, "running", false);
        row("prepares", RunState::preparing, true, -1, "preparing", false);
        row("died", RunState::running, false, 10, "interrupted", true);
        row("died before its first checkpoint", RunState::preparing, false, -1, "interrupted", false);
        row("stopped", RunState::stopped, false, 13, "stopped", true);
        row("failed", RunState::failed, false, 10, "failed", true);
        row("failed at once", RunState::failed, false, -1, "failed", false);
        row("finished", RunState::finished, false, 20, "finished", false);
        row("shortened", RunState::stopped, false, 20, "stopped", false);
    }
    void saysWhatMayBeDone() {
        QFETCH(int, state);
        QFETCH(bool, held);
        QFETCH(int, checkpoint);
        QFETCH(bool, resumable);
        RunSummary run;
        run.state = RunState(state);
        run.held = held;
        run.iterations = 20;
        run.checkpoint = checkpoint;
        QTEST(QString::fromStdString(session::badgeOf(run)), "badge");
        QCOMPARE(run.resumable(), resumable);
    }

    void accuracyIsTheMeanOverNetworksOfTheSyntheticSet() {
        reports::EvaluationTable table;
        QVERIFY(!session::syntheticAccuracy(table));
        table.rows = {{"random real", "convnet", {0.9}, {}}};
        QVERIFY(!session::syntheticAccuracy(table));
        table.rows.push_back({"synthetic", "convnet", {0.2, 0.4}, {}});
        table.rows.push_back({"synthetic", "resnet", {0.5}, {}});
        QCOMPARE(*session::syntheticAccuracy(table), 0.4);
    }

    void aFinishedRun() {
        tests::finishedRun(m_folder);
        const RunSummary run = RunSummarizer(m_folder).update();
        QCOMPARE(run.folder, m_folder);
        QCOMPARE(run.name, m_folder.filename().string());
        QVERIFY(run.created.ends_with("Z"));
        QCOMPARE(session::badgeOf(run), std::string("finished"));
        QVERIFY(!run.held && !run.resumable());
        QCOMPARE(run.iteration, 20);
        QCOMPARE(run.iterations, 20);
        QCOMPARE(run.checkpoint, 20);
        QCOMPARE(*run.accuracy, 0.6);
    }

    void aRunWhoseProcessDiedIsInterruptedAndCanGoOn() {
        tests::interruptedRun(m_folder, 13);
        const RunSummary run = RunSummarizer(m_folder).update();
        QCOMPARE(session::badgeOf(run), std::string("interrupted"));
        QCOMPARE(run.iteration, 13);
        QCOMPARE(run.checkpoint, 10);
        QVERIFY(run.resumable());
    }

    void aRunThatLeftACheckpointOfItsLastIterationWasStopped() {
        const projects::RunFolder folder = tests::interruptedRun(m_folder, 13);
        files::writeAtomically(folder.checkpointFile(13), "scripted");
        const RunSummary run = RunSummarizer(m_folder).update();
        QCOMPARE(session::badgeOf(run), std::string("stopped"));
        QVERIFY(run.resumable());
    }

    void followsAnotherProcess() {
        tests::RunWriter writer(m_folder);
        RunSummarizer summarizer(m_folder);
        QCOMPARE(session::badgeOf(summarizer.update()), std::string("preparing"));
        writer.tell("iterate 4");
        writer.tell("checkpoint 3");
        RunSummary run = summarizer.update();
        QVERIFY(run.held);
        QCOMPARE(session::badgeOf(run), std::string("running"));
        QCOMPARE(run.iteration, 4);
        QVERIFY(!run.accuracy);
        writer.tell("evaluate 4");
        QCOMPARE(*summarizer.update().accuracy, 0.44);
        QVERIFY(!summarizer.update().resumable());
        writer.kill();
        run = summarizer.update();
        QVERIFY(!run.held && run.resumable());
        QCOMPARE(session::badgeOf(run), std::string("interrupted"));
    }

    void aRunThatIsTakenUpAgainLosesWhatItWillMakeAgain() {
        tests::RunWriter writer(m_folder);
        RunSummarizer summarizer(m_folder);
        writer.tell("iterate 8");
        writer.tell("evaluate 8");
        QCOMPARE(summarizer.update().iteration, 8);
        writer.tell("cut 5");
        const RunSummary run = summarizer.update();
        QCOMPARE(run.iteration, 5);
        QVERIFY(!run.accuracy);
    }

    void aLiveEditOfTheLengthCounts() {
        const projects::RunFolder folder = tests::finishedRun(m_folder);
        projects::MetricsWriter metrics(folder.metricsFile());
        metrics.append(
            reports::SettingChange{20, "distillation.iterations", std::int64_t{20}, std::int64_t{50}});
        const RunSummary run = RunSummarizer(m_folder).update();
        QCOMPARE(run.iterations, 50);
        QVERIFY(run.resumable());
    }

    void refusesWhatIsNoRunAndWhatIsGone() {
        const QString none = tests::messageOf<base::InputError>([&] { RunSummarizer{m_folder}; });
        QVERIFY2(none.contains("it has no run.toml"), qPrintable(none));
        tests::finishedRun(m_folder);
        RunSummarizer summarizer(m_folder);
        std::filesystem::remove_all(m_folder);
        const QString gone = tests::messageOf<base::InputError>([&] { summarizer.update(); });
        QVERIFY2(gone.contains("is gone"), qPrintable(gone));
    }
};

LD3M_WRITER_MAIN(RunSummaryTest)
#include "run_summary_test.moc"
