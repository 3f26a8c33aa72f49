// Killed at any moment and resumed, a run's metrics equal those of an uninterrupted one.
#include <csignal>

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

namespace {

constexpr int kIterations = 12;

/// metrics.jsonl without what was measured.
QStringList metricsOf(const std::filesystem::path& run) {
    QStringList lines;
    for (const QString& line : QString::fromStdString(files::readText(run / "metrics.jsonl")).split('\n')) {
        QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
        for (const auto& key : event.keys())
            if (key.contains("seconds") || key == "phases" || key == "memory")
                event.remove(key);
        lines << QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact));
    }
    return lines;
}

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QStringList m_arguments;
    QStringList m_expected;
    qint64 m_milliseconds = 0;

    QStringList runIn(const std::filesystem::path& run) {
        return QStringList{"run", toQt(m_folder / "tiny.toml"), "--run", toQt(run)} + m_arguments;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        m_arguments = tests::tinySettings(m_folder / "data") +
                      QStringList{"--set", QString("distillation.iterations=%1").arg(kIterations),
                                  "--set", "evaluation.every=5",
                                  "--set", "evaluation.epochs=5",
                                  "--set", "evaluation.width=8",
                                  "--set", "run.checkpoint_every=3"};
        QElapsedTimer timer;
        timer.start();
        const auto done = runProgram(runIn(m_folder / "whole"));
        m_milliseconds = timer.elapsed();
        QVERIFY2(done.code == 0, qPrintable(done.error));
        m_expected = metricsOf(m_folder / "whole");
        QVERIFY(m_expected.size() > kIterations);
    }

    void killedAndResumed_data() {
        QTest::addColumn<double>("moment");
        for (const double moment : {0.02, 0.2, 0.4, 0.55, 0.7, 0.85, 0.95})
            QTest::addRow("after %.0f %% of the run", 100 * moment) << moment;
    }
    void killedAndResumed() {
        QFETCH(double, moment);
        const auto run = m_folder.path() / QString("killed-%1").arg(moment).toStdString();
        QProcess process;
        process.start(tests::programPath(), runIn(run));
        process.waitForFinished(static_cast<int>(moment * static_cast<double>(m_milliseconds)));
        process.kill();
        process.waitForFinished();
        const auto done = runProgram(runIn(run) + QStringList{"--resume"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QCOMPARE(metricsOf(run), m_expected);
        for (const char* folder : {"checkpoints", "images", "evaluations"})
            for (const auto& entry : std::filesystem::directory_iterator(run / folder))
                QVERIFY2(!QString::fromStdString(entry.path().filename().string()).contains("tmp"),
                         entry.path().c_str());
    }

    void aSecondWriterIsRefused() {
        const auto run = m_folder / "locked";
        QProcess first;
        first.start(tests::programPath(),
                    runIn(run) + QStringList{"--json", "--set", "distillation.iterations=1000000"});
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                first.waitForReadyRead(20);
                seen += first.readAllStandardOutput();
                return seen.contains("\"iteration\":1");
            },
            30000));
        const auto second = runProgram(runIn(run) + QStringList{"--resume"});
        QCOMPARE(second.code, 2);
        QVERIFY2(second.error.contains(QString::number(first.processId())), qPrintable(second.error));
        first.kill();
        first.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
