// A sweep of 24 runs, killed twice, ends with 24 complete results and no run done twice.
#include <set>

#include "tests/support/sweep_runs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::finishedIn;
using tests::iterationsOf;
using tests::processesOn;
using tests::runProgram;
using tests::runsIn;
using tests::toQt;
using tests::traces;

class SweepCrashTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QStringList m_command;

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        files::writeAtomically(m_folder / "sweep.toml",
                               "format = 1\nrecipe = \"tiny.toml\"\nrepeat = 3\n[grid]\n"
                               "distillation.ipc = [1, 2]\n"
                               "distillation.latent_rate = [0.1, 0.2, 0.5, 1.0]\n");
        m_command =
            QStringList{"sweep", toQt(m_folder / "sweep.toml"), "--into", toQt(m_folder / "killed"), "--jobs",
                        "2"} +
            tests::tinySettings(m_folder / "data") + QStringList{"--set", "distillation.iterations=6"};
    }

    void killedTwiceItEndsWithAllRunsDoneOnce() {
        const auto into = m_folder / "killed";
        std::map<std::string, std::string> before;
        for (const std::size_t enough : {5U, 13U}) {
            QProcess process;
            process.start(tests::programPath(), m_command);
            QVERIFY(QTest::qWaitFor([&] { return finishedIn(into).size() >= enough; }, 60000));
            QTest::qWait(150); // somewhere within the next runs
            process.kill();
            process.waitForFinished();
            QVERIFY(QTest::qWaitFor([&] { return processesOn(into) == 0; }, 5000));
            for (const auto& [id, trace] : before)
                QCOMPARE(traces(finishedIn(into)).at(id), trace);
            before = traces(finishedIn(into));
            QVERIFY(before.size() >= enough && before.size() < 24);
        }
        const auto done = runProgram(m_command);
        QVERIFY2(done.code == 0, qPrintable(done.error));
        const std::vector<projects::RunResult> finished = finishedIn(into);
        QCOMPARE(finished.size(), std::size_t(24));
        QCOMPARE(runsIn(into).size(), std::size_t(24));
        const std::map<std::string, std::string> after = traces(finished);
        for (const auto& [id, trace] : before)
            QCOMPARE(after.at(id), trace);
        std::set<std::tuple<std::int64_t, double, std::int64_t>> settings;
        for (const projects::RunResult& run : finished) {
            QCOMPARE(iterationsOf(run.folder), (QList<int>{1, 2, 3, 4, 5, 6}));
            QVERIFY(run.problem.empty() && run.loss.value() > 0);
            const settings::DistillationSettings& distilled = run.recipe->distillation;
            settings.emplace(distilled.ipc, distilled.latent_rate, distilled.seed);
        }
        QCOMPARE(settings.size(), std::size_t(24));
        QVERIFY2(done.out.contains("Over seeds, mean ± deviation"), qPrintable(done.out));
        // What was told while it ran is what was left to run.
        QCOMPARE(done.out.count("  finished  loss"), 24 - int(before.size()));
    }
};

QTEST_GUILESS_MAIN(SweepCrashTest)
#include "sweep_crash_test.moc"
