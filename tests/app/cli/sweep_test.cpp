// ld3m sweep end to end: killed and taken up again, interrupted, failing, listed, extended.
#include <csignal>
#include <filesystem>
#include <map>
#include <set>

#include <QJsonDocument>
#include <QJsonObject>

#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_result.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

namespace {

namespace fs = std::filesystem;

constexpr int kIterations = 6;

std::vector<fs::path> runsIn(const fs::path& sweep) {
    std::vector<fs::path> runs;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(sweep / "runs", missing))
        if (projects::RunFolder::isRun(entry.path()))
            runs.push_back(entry.path());
    return runs;
}

std::vector<projects::RunResult> finishedIn(const fs::path& sweep) {
    std::vector<projects::RunResult> finished;
    for (const fs::path& run : runsIn(sweep))
        if (auto result = projects::readRunResult(run); result.state == reports::RunState::finished)
            finished.push_back(std::move(result));
    return finished;
}

/// Iterations as metrics.jsonl has them, in its order.
QList<int> iterationsOf(const fs::path& run) {
    QList<int> iterations;
    for (const QString& line : QString::fromStdString(files::readText(run / "metrics.jsonl")).split('\n'))
        if (const QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
            event["event"] == "iteration")
            iterations << event["iteration"].toInt();
    return iterations;
}

/// What a run that is taken up, or done again, would change.
std::map<std::string, std::string> traces(const std::vector<projects::RunResult>& runs) {
    std::map<std::string, std::string> traces;
    for (const projects::RunResult& run : runs)
        traces[run.id] =
            files::readText(run.folder / "metrics.jsonl") + files::readText(run.folder / "run.toml") +
            std::to_string(fs::last_write_time(run.folder / "metrics.jsonl").time_since_epoch().count()) +
            std::to_string(fs::last_write_time(run.folder / "checkpoints").time_since_epoch().count());
    return traces;
}

/// Processes whose command line names this folder.
int processesOn(const fs::path& folder) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        QFile command(toQt(entry.path() / "cmdline"));
        if (entry.path().filename().string().find_first_not_of("0123456789") == std::string::npos &&
            command.open(QIODevice::ReadOnly) && command.readAll().contains(folder.string().c_str()))
            ++count;
    }
    return count;
}

} // namespace

class SweepTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString write(const char* name, const std::string& lines) {
        files::writeAtomically(m_folder / name, "format = 1\nrecipe = \"tiny.toml\"\n" + lines);
        return toQt(m_folder / name);
    }
    QStringList sweep(const QString& file, const fs::path& into, const QStringList& more = {}) {
        return QStringList{"sweep", file, "--into", toQt(into)} + tests::tinySettings(m_folder / "data") +
               QStringList{"--set", QString("distillation.iterations=%1").arg(kIterations)} + more;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
    }

    void killedTwiceItEndsWithAllRunsDoneOnce() {
        const auto into = m_folder / "killed";
        const QStringList command =
            sweep(write("killed.toml", "repeat = 3\n[grid]\ndistillation.ipc = [1, 2]\n"
                                       "distillation.latent_rate = [0.1, 0.2, 0.5, 1.0]\n"),
                  into, {"--jobs", "2"});
        std::map<std::string, std::string> before;
        for (const std::size_t enough : {5U, 13U}) {
            QProcess process;
            process.start(tests::programPath(), command);
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
        const auto done = runProgram(command);
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
        QVERIFY2(done.out.contains("Over 3 seeds, mean ± deviation"), qPrintable(done.out));
        // What was told while it ran is what was left to run.
        QCOMPARE(done.out.count("  finished  loss"), 24 - int(before.size()));
    }

    void controlCSavesAndTheSameCommandGoesOn() {
        const auto into = m_folder / "interrupted";
        const auto csv = m_folder / "table.csv";
        const QString file = write("interrupted.toml", "[grid]\ndistillation.latent_rate = [0.1, 0.2]\n");
        const QStringList command =
            sweep(file, into, {"--set", "distillation.iterations=300", "--csv", toQt(csv)});
        QProcess process;
        process.start(tests::programPath(), command);
        const auto first = into / "runs/latent_rate-0.1";
        QVERIFY(QTest::qWaitFor([&] { return projects::readRunResult(first).iteration > 3; }, 30000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(processesOn(into), 0);
        const std::int64_t reached = projects::readRunResult(first).iteration;
        QCOMPARE(projects::RunFolder::open(first).checkpoints().back(), reached);
        QVERIFY(QString::fromUtf8(process.readAllStandardOutput()).contains("begun"));
        const auto done = runProgram(command);
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QCOMPARE(iterationsOf(first).size(), 300);
        const QStringList lines =
            QString::fromStdString(files::readText(csv)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("point,distillation.latent_rate,state,iteration,"),
                 qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith("latent_rate-0.1,0.1,finished,300,300,"), qPrintable(lines[1]));
        // The folder alone names the sweep, too.
        QCOMPARE(runProgram({"sweep", toQt(into)}).code, 0);
    }

    void aFailingPointIsToldAndTriedAgain() {
        const auto into = m_folder / "failing";
        files::writeAtomically(m_folder / "failing-base.toml", "format = 1\n");
        QStringList command =
            sweep(write("failing.toml", "[grid]\ndataset.path = [\"missing\", \"data\"]\n"), into);
        const int path = int(command.indexOf(QRegularExpression("^dataset.path=.*")));
        command.remove(path - 1, 2);
        const auto failed = runProgram(command);
        QCOMPARE(failed.code, 1);
        QVERIFY2(failed.out.contains("failed") && failed.out.contains("missing"), qPrintable(failed.out));
        QVERIFY2(failed.error.contains("1 failed; ") && failed.error.contains("--retry-failed"),
                 qPrintable(failed.error));
        QCOMPARE(finishedIn(into).size(), std::size_t(1));
        tests::writeTinyDataset(m_folder / "missing");
        QCOMPARE(runProgram(command).code, 1); // not by itself
        const auto retried = runProgram(command + QStringList{"--retry-failed"});
        QVERIFY2(retried.code == 0, qPrintable(retried.error));
        QCOMPARE(finishedIn(into).size(), std::size_t(2));
    }

    void theListComesBeforeAnythingRuns() {
        const auto into = m_folder / "listed";
        const QString file =
            write("listed.toml", "seeds = [3]\n[random]\ncount = 4\n"
                                 "distillation.latent_rate = { min = 0.01, max = 1, log = true }\n");
        const auto listed = runProgram(sweep(file, into, {"--dry-run"}));
        QVERIFY2(listed.code == 0, qPrintable(listed.error));
        QVERIFY2(listed.out.startsWith("4 points for ") && listed.out.contains("-seed-3"),
                 qPrintable(listed.out));
        QVERIFY(!fs::exists(into));
    }

    void problemsAreToldAllAtOnceBeforeAnythingRuns() {
        const auto into = m_folder / "unsound";
        const QString file = write("unsound.toml", "[grid]\nprior.kind = [\"pixel\", \"latent_diffusion\"]\n"
                                                   "distillation.learn = [\"both\", \"conditioning\"]\n");
        QStringList command = sweep(file, into);
        command.remove(int(command.indexOf("prior.kind=pixel")) - 1, 2);
        const auto refused = runProgram(command);
        QCOMPARE(refused.code, 2);
        QCOMPARE(refused.errorLines().size(), 3); // conditioning of pixels, twice no checkpoint
        QVERIFY(!fs::exists(into));
    }

    void aChangedFileWantsForce() {
        const auto into = m_folder / "grown";
        const auto run = [&](const char* rates, const QStringList& more = {}) {
            return runProgram(
                sweep(write("grown.toml", std::string("[grid]\ndistillation.latent_rate = ") + rates + "\n"),
                      into, more));
        };
        QCOMPARE(run("[0.1]").code, 0);
        const auto trace = traces(finishedIn(into));
        const auto refused = run("[0.05, 0.1]");
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.error.contains("[grid] distillation.latent_rate"), qPrintable(refused.error));
        QCOMPARE(run("[0.05, 0.1]", {"--force"}).code, 0);
        QCOMPARE(finishedIn(into).size(), std::size_t(2));
        QCOMPARE(traces(finishedIn(into)).at("latent_rate-0.1"), trace.at("latent_rate-0.1"));
    }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
