// ld3m sweep end to end: interrupted, failing, listed, extended.
#include <csignal>

#include "tests/support/sweep_runs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::finishedIn;
using tests::iterationsOf;
using tests::processesOn;
using tests::runProgram;
using tests::toQt;
using tests::traces;

class SweepTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString write(const char* name, const std::string& lines) {
        files::writeAtomically(m_folder / name, "format = 1\nrecipe = \"tiny.toml\"\n" + lines);
        return toQt(m_folder / name);
    }
    QStringList sweep(const QString& file, const std::filesystem::path& into, const QStringList& more = {}) {
        return QStringList{"sweep", file, "--into", toQt(into)} + tests::tinySettings(m_folder / "data") +
               more;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
    }

    void controlCSavesAndTheSameCommandGoesOn() {
        const auto into = m_folder / "interrupted";
        const auto csv = m_folder / "table.csv";
        const QString file = write("interrupted.toml", "[grid]\ndistillation.latent_rate = [0.1, 0.2]\n");
        const QStringList command =
            sweep(file, into, {"--set", "distillation.iterations=80", "--csv", toQt(csv)});
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
        QCOMPARE(iterationsOf(first).size(), 80);
        const QStringList lines =
            QString::fromStdString(files::readText(csv)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("point,distillation.latent_rate,state,iteration,"),
                 qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith("latent_rate-0.1,0.1,finished,80,80,"), qPrintable(lines[1]));
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
        QVERIFY(!std::filesystem::exists(into));
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
        QVERIFY(!std::filesystem::exists(into));
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
