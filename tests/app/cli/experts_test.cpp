// ld3m experts as a user types it, on the bundled images.
#include <csignal>

#include <QJsonDocument>
#include <QJsonObject>

#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

namespace {

constexpr const char* kRecipe = R"(
format = 1
[dataset]
path = "%1"
resolution = 32
classes = ["cat", "ship"]
[experts]
count = 2
epochs = 4
batch = 32
width = 8
depth = 3
momentum = 0.5
[device]
kind = "cpu"
threads = 2
)";

} // namespace

class ExpertsCommandTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QString m_recipe;
    qint64 m_milliseconds = 0;

    QString at(const char* name) const { return toQt(m_folder / name); }
    QStringList command(const QString& to, const QStringList& more = {}) const {
        return QStringList{"experts", m_recipe, "--to", to} + more;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        m_recipe = at("tiny.toml");
        files::writeAtomically(
            m_folder / "tiny.toml",
            QString(kRecipe).arg(LD3M_SOURCE_FOLDER "/resources/demo/cifar10-mini").toStdString());
        QElapsedTimer timer;
        timer.start();
        const auto done = runProgram(command(at("whole")));
        m_milliseconds = timer.elapsed();
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY2(done.out.contains("experts 8/8") && done.out.contains("test accuracy"),
                 qPrintable(done.out));
        QVERIFY(done.out.contains("objective.experts"));
    }

    void inspectionListsThem() {
        const auto folder = runProgram({"inspect", at("whole")});
        QVERIFY2(folder.code == 0, qPrintable(folder.error));
        QVERIFY2(folder.out.contains("Expert trajectories: 2") && folder.out.contains("depth 3, width 8"),
                 qPrintable(folder.out));
        QVERIFY2(folder.out.contains("epoch   4  test"), qPrintable(folder.out));
        const auto file = runProgram({"inspect", at("whole/replay_buffer_0.pt")});
        QVERIFY2(file.code == 0 && file.out.contains("trajectory 0: 4 epochs"), qPrintable(file.out));
    }

    void killedAndResumed_data() {
        QTest::addColumn<double>("moment");
        for (const double moment : {0.4, 0.8})
            QTest::addRow("after %.0f %%", 100 * moment) << moment;
    }
    void killedAndResumed() {
        QFETCH(double, moment);
        const QString to = at("killed") + QString::number(moment);
        QProcess process;
        process.start(tests::programPath(), command(to));
        process.waitForFinished(static_cast<int>(moment * static_cast<double>(m_milliseconds)));
        process.kill();
        process.waitForFinished();
        const auto done = runProgram(command(to, {"--resume"}));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        for (const char* name : {"/replay_buffer_0.pt", "/replay_buffer_1.pt"})
            QVERIFY2(files::readText((to + name).toStdString()) ==
                         files::readText((at("whole") + name).toStdString()),
                     name);
    }

    void interruptedSavesAndSaysSo() {
        QProcess process;
        process.start(tests::programPath(),
                      command(at("interrupted"), {"--json", "--set", "experts.epochs=1000"}));
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                process.waitForReadyRead(20);
                seen += process.readAllStandardOutput();
                return seen.contains("\"epoch\"");
            },
            30000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 130);
        for (const QByteArray& line : seen.trimmed().split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
        const auto inspected = runProgram({"inspect", at("interrupted")});
        QVERIFY2(inspected.code == 0 && inspected.out.contains("none of 2 is whole yet"),
                 qPrintable(inspected.out));
    }

    void pythonLoadsThem() {
        const auto run = tests::runPythonWithTorch(R"(
import sys, torch
buffer = torch.load(sys.argv[1], weights_only=True)
assert len(buffer) == 1 and len(buffer[0]) == 5
first, last = buffer[0][0], buffer[0][-1]
assert [tuple(p.shape) for p in first][:4] == [(8, 3, 3, 3), (8,), (8,), (8,)]
assert len(first) == 14 and all(p.dtype == torch.float32 for p in first)
assert not torch.equal(first[0], last[0]) and all(p.isfinite().all() for p in last)
)",
                                                   {at("whole/replay_buffer_1.pt")});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0, qPrintable(run.error));
    }

    void mistakesEndInOneSentence() {
        const auto again = runProgram(command(at("whole")));
        QCOMPARE(again.code, 2);
        QVERIFY2(again.error.contains("add --resume"), qPrintable(again.error));
        const auto unknown = runProgram(command(at("new"), {"--set", "experts.epoch=3"}));
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.error.contains("experts.epochs"), qPrintable(unknown.error));
        QCOMPARE(unknown.errorLines().size(), 1);
        files::writeAtomically(m_folder / "broken/replay_buffer_0.pt", "nothing");
        const auto broken = runProgram({"inspect", at("broken")});
        QCOMPARE(broken.code, 2);
        QVERIFY2(broken.error.contains("replay_buffer_0.pt") && broken.errorLines().size() == 1,
                 qPrintable(broken.error));
    }
};

QTEST_GUILESS_MAIN(ExpertsCommandTest)
#include "experts_test.moc"
