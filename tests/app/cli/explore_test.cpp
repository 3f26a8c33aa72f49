// ld3m explore on the bundled demo: table, JSON, contact sheets, a run's checkpoint, sentences for bad input.
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class ExploreTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    const QString m_demo = QString(LD3M_SOURCE_FOLDER) + "/projects/demo";
    QStringList m_quick;

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        for (const char* each : {"device.kind=cpu", "device.threads=1", "objective.real_batch=8",
                                 "objective.width=8", "dataset.classes=cat,ship"})
            m_quick << "--set" << each;
    }

    void aTableAndContactSheets() {
        const QString to = toQt(m_folder / "sheets");
        const auto done = runProgram(QStringList{"explore", m_demo, "--steps", "2,3", "--to", to} + m_quick);
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY(done.out.contains("as a run would begin, 2 images"));
        QVERIFY(done.out.contains("the recipe's T is 5"));
        QCOMPARE(int(done.out.count("keep")), 2);
        QCOMPARE(QDir(to).entryList({"*.png"}), QStringList({"T0002.png", "T0003.png"}));
        QCOMPARE(images::readImage((m_folder / "sheets" / "T0002.png")).width, 96 + 2 * 2);
    }

    void jsonIsOneObjectAT() {
        const auto done = runProgram(QStringList{"explore", m_demo, "--steps", "2,3", "--json"} + m_quick);
        QCOMPARE(int(done.lines().size()), 2);
        const QJsonObject point = QJsonDocument::fromJson(done.lines()[1].toUtf8()).object();
        QCOMPARE(point["steps"].toInt(), 3);
        for (const char* arm : {"with_residual", "without_residual"}) {
            QVERIFY(point[arm]["latents"].toDouble() > 0);
            QVERIFY(point[arm]["conditioning"].toDouble() > 0);
        }
        QVERIFY(point["seconds"].toDouble() > 0 && point["peak_bytes"].toDouble() > 1e6);
        QCOMPARE(point["memory"].toString(), QString("keep"));
    }

    void aRunAtAChosenIteration() {
        const QString run = toQt(m_folder / "run");
        const auto trained =
            runProgram(QStringList{"run", m_demo, "--run", run} + m_quick +
                       QStringList{"--set", "prior.steps=2", "--set", "distillation.iterations=2", "--set",
                                   "evaluation.every=0", "--set", "run.checkpoint_every=1"});
        QVERIFY2(trained.code == 0, qPrintable(trained.error));
        const auto at = [&](const char* iteration) {
            return runProgram({"explore", run, "--steps", "2", "--iteration", iteration});
        };
        QVERIFY(at("1").out.contains("iteration 1, 2 images"));
        QVERIFY(at("0").out.contains("iteration 0, 2 images"));
        QCOMPARE(at("77").code, 2);
        QVERIFY(at("77").error.contains("77"));
    }

    void badInput() {
        const auto refused = [&](const QStringList& more) {
            const auto done = runProgram(QStringList{"explore", m_demo} + m_quick + more);
            return done.code == 2 && done.errorLines().size() == 1 ? done.error
                                                                   : "not refused: " + done.error;
        };
        QVERIFY(refused({"--set", "prior.kind=pixel"}).contains("no reverse steps"));
        QVERIFY(refused({"--steps", "0"}).contains("prior.steps = 0"));
        QVERIFY(refused({"--iteration", "3"}).contains("no run folder"));
    }
};

QTEST_GUILESS_MAIN(ExploreTest)
#include "explore_test.moc"
