// ld3m export, eval and inspect of sets, as a user and as other programs meet them.
#include <nlohmann/json.hpp>

#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class ExportTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QString m_run, m_set, m_data;

    static QStringList quickProtocol() {
        return {"--set", "evaluation.epochs=2", "--set", "evaluation.runs=1", "--set", "evaluation.width=8"};
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        m_run = toQt(m_folder / "run");
        m_set = toQt(m_folder / "set");
        m_data = toQt(m_folder / "data");
        QCOMPARE(runProgram(QStringList{"run", toQt(m_folder / "tiny.toml"), "--run", m_run, "--set",
                                        "distillation.ipc=2"} +
                            tests::tinySettings(m_folder / "data"))
                     .code,
                 0);
        const auto done = runProgram({"export", m_run, "--to", m_set});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY2(done.out.contains("4 images of iteration 4"), qPrintable(done.out));
    }

    void theLatentsAreTheImages() {
        const auto done = runProgram({"export", "--verify", m_set});
        QVERIFY2(done.code == 0 && done.out.contains("all 4 images bit for bit"),
                 qPrintable(done.out + done.error));
    }

    void pythonLoadsImagesAndLabels() {
        const auto run = tests::runPythonWithTorch(R"(
import json, sys, torch
images = torch.load(sys.argv[1] + "/images_best.pt", weights_only=True)
labels = torch.load(sys.argv[1] + "/labels_best.pt", weights_only=True)
told = json.load(open(sys.argv[1] + "/manifest.json"))
assert images.shape == (4, 3, 16, 16) and images.dtype == torch.float32, images.shape
assert labels.tolist() == [0, 0, 1, 1] and labels.dtype == torch.int64, labels
assert [each["name"] for each in told["classes"]] == ["columns", "rows"]
assert told["ipc"] == 2 and told["resolution"] == 16 and told["images_best"]["normalisation"] == "cifar10"
low, high = told["images_best"]["range"]
assert abs(images.min().item() - low) < 1e-6 and abs(images.max().item() - high) < 1e-6
)",
                                                   {m_set});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0, qPrintable(run.error));
    }

    void tensorBoardReadsTheEvents() {
        const auto run = tests::runPythonWith("tensorboard", R"(
import csv, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]); events.Reload()
losses = events.Scalars("distillation/loss")
assert [each.step for each in losses] == [1, 2, 3, 4], losses
table = list(csv.DictReader(open(sys.argv[1] + "/metrics.csv")))
for event, row in zip(losses, table):
    assert abs(event.value - float(row["loss"])) <= 1e-6 * abs(event.value), (event, row)
assert "distillation/latent_grad_norm" in events.Tags()["scalars"]
if len(sys.argv) > 2:
    picture, = events.Images("images")
    assert picture.step == 4 and picture.encoded_image_string[:4] == b"\x89PNG" and picture.width > 16, picture
)",
                                              images::canReadImages() ? QStringList{m_set, "pictures"}
                                                                      : QStringList{m_set});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0, qPrintable(run.error));
    }

    void theSetIsInspected() {
        const auto done = runProgram({"inspect", m_set});
        for (const char* words : {"exported by LD3M Workbench", "4 images of 16 x 16, 2 classes, 2 a class",
                                  "cifar10", "as the set says", "Classes: columns, rows"})
            QVERIFY2(done.out.contains(words), qPrintable(done.out + done.error));
    }

    void theSetIsJudgedAsTheRunIs() {
        const auto own = runProgram(QStringList{"eval", m_run, "--json"} + quickProtocol());
        const auto theirs =
            runProgram(QStringList{"eval", m_set, "--dataset", m_data, "--json"} + quickProtocol());
        QVERIFY2(own.code == 0 && theirs.code == 0, qPrintable(own.error + theirs.error));
        const auto accuracies = [](const tests::Finished& done) {
            return nlohmann::json::parse(done.lines().last().toStdString())["rows"][0]["accuracies"];
        };
        QCOMPARE(accuracies(theirs), accuracies(own));
    }

    void picturesAreJudgedToo() {
        if (!images::canReadImages())
            QSKIP("This build reads no pictures.");
        const auto done = runProgram(
            QStringList{"eval", m_set + "/images", "--dataset", m_data, "--set", "device.kind=cpu"} +
            quickProtocol());
        QVERIFY2(done.code == 0 && done.out.contains("Normalisation: unit"),
                 qPrintable(done.out + done.error));
    }

    void strangeValuesWantAName() {
        const QString golden = QString(LD3M_SOURCE_FOLDER) + "/tests/golden/checkpoints/good/images_best.pt";
        const auto done = runProgram({"eval", golden, "--dataset", m_data});
        QCOMPARE(done.code, 2);
        QVERIFY2(done.errorLines().last().contains("cannot be told from its values") &&
                     done.error.contains("--normalisation with one of cifar10, imagenet, released"),
                 qPrintable(done.error));
        const auto named = runProgram({"eval", golden, "--dataset", m_data, "--normalisation", "cifar10"});
        QCOMPARE(named.code, 2);
        QVERIFY2(named.error.contains("has 3 classes, and the dataset 2"), qPrintable(named.error));
        QVERIFY(runProgram({"eval", golden, "--dataset", m_data, "--normalisation", "cifar"})
                    .error.contains("cifar10?"));
    }

    void wrongUseIsOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        QTest::newRow("again") << QStringList{"export", "RUN", "--to", "SET"} << "exists already and is kept";
        QTest::newRow("nowhere") << QStringList{"export", "RUN"} << "--to DIR";
        QTest::newRow("iteration") << QStringList{"export", "RUN", "--to", "NEW", "--iteration", "3"}
                                   << "iteration 3";
        QTest::newRow("setting") << QStringList{"export", "RUN", "--to", "NEW", "--set", "prior.steps=2"}
                                 << "device only";
        QTest::newRow("no bundle") << QStringList{"export", "--verify", "RUN"} << "no exported set";
        QTest::newRow("run with a dataset") << QStringList{"eval", "RUN", "--dataset", "RUN"} << "is a run";
        QTest::newRow("neither") << QStringList{"eval", "DATA"} << "holds no distilled set";
        QTest::newRow("nothing") << QStringList{"eval", "NEW"} << "does not exist";
        QTest::newRow("set with an iteration")
            << QStringList{"eval", "SET", "--iteration", "2"} << "is a set";
    }
    void wrongUseIsOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        for (QString& each : arguments)
            each = each == "RUN"    ? m_run
                   : each == "SET"  ? m_set
                   : each == "DATA" ? m_data
                   : each == "NEW"  ? toQt(m_folder / "new")
                                    : each;
        const auto done = runProgram(arguments);
        QCOMPARE(done.code, 2);
        QVERIFY2(done.errorLines().size() == 1 && done.error.contains(words), qPrintable(done.error));
        QVERIFY(!std::filesystem::exists(m_folder / "new"));
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
