// ld3m check: its exit codes, its lines and its JSON.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;

class CheckTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    const QString m_demo = QString(LD3M_SOURCE_FOLDER) + "/projects/demo";

private Q_SLOTS:
    void initTestCase() { qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str()); }

    void theDemoIsReady() {
        const auto done =
            runProgram({"check", m_demo, "--set", "device.kind=cpu"}, tests::toQt(m_folder.path()));
        QVERIFY2(done.code == 0, qPrintable(done.out + done.error));
        QVERIFY2(done.lines().last().startsWith("Ready: 10 classes · "), qPrintable(done.out));
        for (const char* subject : {"Dataset", "Checkpoint", "Memory", "Time", "Disk"})
            QVERIFY2(done.out.contains(subject), subject);
    }

    void problemsGiveACodeAndComeFirst() {
        const auto done = runProgram({"check", m_demo, "--set", "prior.checkpoint=gone.safetensors", "--set",
                                      "distillation.ipc=1000"});
        QCOMPARE(done.code, 1);
        QVERIFY(done.lines().first().startsWith("problem"));
        QVERIFY2(done.lines().last().startsWith("2 problems: "), qPrintable(done.out));
        QVERIFY(done.out.contains("gone.safetensors") && done.out.contains("distillation.ipc"));
    }

    void jsonHasEachLineWithItsFix() {
        const auto done = runProgram(
            {"check", m_demo, "--json", "--set", "distillation.ipc=1000", "--set", "device.kind=cpu"});
        QCOMPARE(done.code, 1);
        const QJsonObject said = QJsonDocument::fromJson(done.out.toUtf8()).object();
        QCOMPARE(said["level"].toString(), QString("problem"));
        QCOMPARE(said["classes"].toInt(), 10);
        QVERIFY(said["peak_bytes"].isNull());
        bool found = false;
        for (const QJsonValue& line : said["lines"].toArray())
            if (line["key"].toString() == "distillation.ipc") {
                found = true;
                QCOMPARE(line["level"].toString(), QString("problem"));
                QVERIFY(line["value"].toInt() > 0 && line["value"].toInt() < 1000);
                QVERIFY(!line["fix"].toString().isEmpty());
            }
        QVERIFY(found);
    }

    void aFileThatIsNoRecipe() {
        const auto done = runProgram({"check", tests::toQt(m_folder / "none.toml")});
        QCOMPARE(done.code, 2);
        QVERIFY(done.error.contains("none.toml"));
    }
};

QTEST_GUILESS_MAIN(CheckTest)
#include "check_test.moc"
