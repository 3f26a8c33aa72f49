// ld3m train-prior as a user types it.
#include <csignal>
#include <fstream>

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class TrainPriorCommandTest : public QObject {
    Q_OBJECT
private:
    tests::TemporaryFolder m_folder;
    QString m_recipe;

    QStringList command(const QString& run, const QStringList& more = {}) const {
        return QStringList{"train-prior", m_recipe, "--run", run} + more;
    }
    QString at(const char* name) const { return toQt(m_folder / name); }

private Q_SLOTS:
    void initTestCase() {
        tests::writeTinyDataset(m_folder / "data");
        std::ofstream(m_folder / "tiny.toml") << R"(
format = 1
[dataset]
path = "data"
resolution = 16
[autoencoder]
width = 8
multipliers = ["1", "2"]
groups = 4
codes = 16
steps = 8
batch = 4
[diffusion]
width = 16
multipliers = ["1"]
attention = ["1"]
head_channels = 8
context = 8
steps = 8
batch = 4
[classifier]
width = 8
steps = 4
batch = 4
[run]
report_every = 1
samples = 1
[device]
kind = "cpu"
threads = 1
)";
        m_recipe = at("tiny.toml");
    }

    void trainsAPriorThatCanBeInspectedAndUsed() {
        const auto done = runProgram(command(at("whole")));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY2(done.out.contains("autoencoder 8/8") && done.out.contains("diffusion 8/8"),
                 qPrintable(done.out));
        QVERIFY2(done.out.contains("psnr") && done.out.contains("Done. Prior: "), qPrintable(done.out));
        const QString prior = at("whole") + "/prior.safetensors";
        const auto inspected = runProgram({"inspect", prior});
        QVERIFY2(inspected.out.contains("class-conditional latent diffusion, VQ-f2 (16 x 4)"),
                 qPrintable(inspected.out));

        std::ofstream(m_folder / "run.toml")
            << "format = 1\n[dataset]\npath = \"data\"\nresolution = 16\n[prior]\nsteps = 2\n";
        const auto distilled = runProgram(
            {"run", at("run.toml"), "--run", at("run"), "--set", "prior.checkpoint=" + prior, "--set",
             "distillation.iterations=2", "--set", "objective.real_batch=4", "--set", "objective.width=8",
             "--set", "evaluation.every=0", "--set", "device.kind=cpu", "--set", "device.threads=1"});
        QVERIFY2(distilled.code == 0, qPrintable(distilled.error));
    }

    void jsonIsOneObjectALine() {
        const auto done = runProgram(command(at("json"), {"--json"}));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        int trained = 0;
        QJsonObject last;
        for (const QString& line : done.lines()) {
            QJsonParseError problem;
            const QJsonObject event = QJsonDocument::fromJson(line.toUtf8(), &problem).object();
            QVERIFY2(problem.error == QJsonParseError::NoError, qPrintable(line));
            trained += event["event"] == "training";
            last = event;
        }
        QCOMPARE(trained, 8 + 8 + 4); // no perceptual loss, so one classifier
        QCOMPARE(last["state"].toString(), QString("finished"));
    }

    // Ctrl-C saves and says so; --resume ends with the file of a training that was never stopped.
    void interruptedAndResumedGivesTheSameFile() {
        QProcess process;
        process.start(tests::programPath(), command(at("stopped"), {"--json"}));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT(
            (out += process.readAllStandardOutput()).contains("\"part\":\"autoencoder\""), 30000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(std::filesystem::exists((m_folder / "stopped") / "checkpoint.safetensors"));
        QVERIFY(!std::filesystem::exists((m_folder / "stopped") / "model-card.md"));

        const auto refused = runProgram(command(at("stopped")));
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.error.contains("--resume"), qPrintable(refused.error));

        for (const char* name : {"stopped", "straight"}) {
            const auto done = runProgram(command(at(name), {"--resume"}));
            QVERIFY2(done.code == 0, qPrintable(done.error));
        }
        QCOMPARE(files::readText((m_folder / "stopped") / "prior.safetensors"),
                 files::readText((m_folder / "straight") / "prior.safetensors"));
    }

    void refusesBadInputInOneLine_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("words");
        QTest::newRow("setting") << QStringList{"--set", "autoencoder.step=3"}
                                 << "did you mean autoencoder.steps?";
        QTest::newRow("range") << QStringList{"--set", "diffusion.class_dropout=2"} << "out of range";
        QTest::newRow("sizes") << QStringList{"--set", "autoencoder.groups=3"} << "does not divide";
        QTest::newRow("data") << QStringList{"--set", "dataset.path=/nowhere"} << "/nowhere";
    }
    void refusesBadInputInOneLine() {
        QFETCH(QStringList, more);
        QFETCH(QString, words);
        const auto refused = runProgram(command(at("bad"), more));
        QCOMPARE(refused.code, 2);
        QCOMPARE(refused.errorLines().size(), 1);
        QVERIFY2(refused.error.contains(words), qPrintable(refused.error));
        QVERIFY(!std::filesystem::exists(m_folder / "bad"));
    }

    void missingRecipesAndFoldersAreNamed() {
        QCOMPARE(runProgram({"train-prior", at("none.toml")}).code, 2);
        const auto refused = runProgram({"train-prior", m_recipe, "--resume"});
        QVERIFY(refused.code == 2 && refused.error.contains("--run"));
    }

    void describesItsSettings() {
        QVERIFY(runProgram({"describe", "train-prior"}).out.contains("autoencoder.codes = 1024"));
        QVERIFY(
            runProgram({"describe", "train-prior", "--markdown"}).out.contains("| `diffusion.min_snr` |"));
        QVERIFY(!runProgram({"describe"}).out.contains("autoencoder.codes"));
        QCOMPARE(runProgram({"describe", "nothing"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TrainPriorCommandTest)
#include "train_prior_test.moc"
