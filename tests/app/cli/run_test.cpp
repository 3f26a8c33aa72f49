// ld3m run, eval, describe, --version: output, exit codes, files.
#include <csignal>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class RunTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QString m_recipe;
    QStringList m_settings;

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        m_recipe = toQt(m_folder / "tiny.toml");
        m_settings = tests::tinySettings(m_folder / "data");
    }

    void jsonIsOneObjectALine() {
        const auto run = m_folder / "json";
        const auto done = runProgram(QStringList{"run", m_recipe, "--json", "--run", toQt(run)} + m_settings);
        QVERIFY2(done.code == 0, qPrintable(done.error));
        int iterations = 0;
        for (const QString& line : done.lines()) {
            const QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
            QVERIFY2(!event.isEmpty(), qPrintable(line));
            if (event["event"].toString() != "iteration")
                continue;
            QCOMPARE(event["iteration"].toInt(), ++iterations);
            for (const char* key : {"loss", "latent_grad_norm", "conditioning_grad_norm", "seconds"})
                QVERIFY2(event[key].isDouble(), key);
            QVERIFY(event["loss"].toDouble() > 0 && event["latent_grad_norm"].toDouble() > 0);
        }
        QCOMPARE(iterations, 4);
        QVERIFY(projects::RunFolder::isRun(run));
        QVERIFY(std::filesystem::exists(run / "images/last.png"));
    }

    void plainOutputNamesTheFolder() {
        const auto done = runProgram(QStringList{"run", m_recipe} + m_settings, toQt(m_folder.path()));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY(done.out.contains("Run folder: runs/tiny-001"));
        QVERIFY(done.out.contains("iteration 4/4"));
        QVERIFY(done.out.contains("ETA 0:00:00"));
        QVERIFY(projects::RunFolder::isRun(m_folder / "runs/tiny-001"));
    }

    void copiesForOtherProgramsAreWrittenWhenAsked() {
        const auto run = m_folder / "copied";
        const auto done = runProgram(QStringList{"run", m_recipe, "--run", toQt(run), "--set",
                                                 "run.tensorboard=true", "--set", "run.csv=true"} +
                                     m_settings);
        QVERIFY2(done.code == 0, qPrintable(done.error));
        const auto csv = QString::fromStdString(files::readText(run / "metrics.csv"));
        QVERIFY2(csv.startsWith("iteration,loss,") && csv.count('\n') == 1 + 4, qPrintable(csv));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(run / "tensorboard"), {}),
                 std::ptrdiff_t{1});
    }

    void evalPrintsATable() {
        const auto run = toQt(m_folder / "evaluated");
        QCOMPARE(runProgram(QStringList{"run", m_recipe, "--run", run} + m_settings).code, 0);
        const auto done = runProgram({"eval", run, "--set", "evaluation.runs=2", "--set",
                                      "evaluation.epochs=3", "--set", "evaluation.width=8"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY2(done.out.contains("synthetic convnet") && done.out.contains("random real convnet"),
                 qPrintable(done.out));
        const auto dsa = runProgram({"eval", run, "--set", "evaluation.epochs=3", "--set",
                                     "evaluation.protocol=dsa", "--set", "evaluation.baselines=class_mean"});
        QVERIFY2(dsa.out.contains("dsa protocol, 3 epochs") &&
                     dsa.out.contains("epochs = 3 instead of 1000") && !dsa.out.contains("rate =") &&
                     dsa.out.contains("class mean convnet"),
                 qPrintable(dsa.out + dsa.error));
        const auto refused = runProgram({"eval", run, "--set", "prior.steps=3"});
        QCOMPARE(refused.code, 2);
    }

    void describeIsTheDocumentation() {
        QFile documentation(QString(LD3M_SOURCE_FOLDER) + "/docs/settings.md");
        QVERIFY(documentation.open(QIODevice::ReadOnly));
        QCOMPARE(runProgram({"describe", "--markdown"}).out, QString::fromUtf8(documentation.readAll()));
        QVERIFY(runProgram({"describe"}).out.contains("prior.steps = 10"));
    }

    void versionAndHelp() {
        QVERIFY(runProgram({"--version"}).out.startsWith("ld3m "));
        QCOMPARE(runProgram({"--help"}).code, 0);
        QCOMPARE(runProgram({}).code, 2);
        QCOMPARE(runProgram({"distil"}).code, 2);
    }

    void controlCSavesAndLeaves() {
        const auto run = m_folder / "interrupted";
        QProcess process;
        process.start(tests::programPath(), QStringList{"run", m_recipe, "--json", "--run", toQt(run)} +
                                                m_settings +
                                                QStringList{"--set", "distillation.iterations=1000000"});
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                process.waitForReadyRead(20);
                seen += process.readAllStandardOutput();
                return seen.contains("\"iteration\":3");
            },
            30000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(projects::RunFolder::open(run).checkpoints().back() >= 3);
    }
};

QTEST_GUILESS_MAIN(RunTest)
#include "run_test.moc"
