// ld3m compare from end to end: real runs, real evaluations, both files, and what is refused.
#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class CompareTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString path(const char* name) { return toQt(m_folder / name); }

    void makeRun(const char* name, const QStringList& settings) {
        QStringList arguments = {"run", path("tiny.toml"), "--run", path(name)};
        arguments += tests::tinySettings(m_folder / "data");
        for (const char* each :
             {"evaluation.every=4", "evaluation.epochs=4", "evaluation.runs=3", "evaluation.width=8"})
            arguments << "--set" << each;
        for (const QString& each : settings)
            arguments << "--set" << each;
        const auto done = runProgram(arguments);
        QVERIFY2(done.code == 0, qPrintable(done.error));
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        makeRun("slow", {});
        makeRun("fast", {"distillation.latent_rate=50"});
        makeRun("other", {"evaluation.epochs=2", "distillation.ipc=2"});
    }

    void twoRuns() {
        const auto done = runProgram(
            {"compare", path("slow"), path("fast"), "--csv", path("c.csv"), "--markdown", path("c.md")});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        for (const char* words :
             {"| distillation.latent_rate |", "| state ", "finished", "4 of 4", "| convnet",
              "| fast − slow |", "Images of iteration 4 against those of slow", "| rows ", "| all images |"})
            QVERIFY2(done.out.contains(words), qPrintable(done.out));
        QCOMPARE(QString::fromStdString(files::readText(m_folder / "c.md")), done.out);
        const QString csv = QString::fromStdString(files::readText(m_folder / "c.csv"));
        QVERIFY(csv.startsWith("table,row,column,value,deviation\nsettings,distillation.latent_rate,slow,"));
        QVERIFY2(csv.contains("tests,fast − slow,pairs,3,"), qPrintable(csv));
        const double rmse = csv.section("images,all images,\"fast, RMSE\",", 1).section(',', 0, 0).toDouble();
        QVERIFY2(rmse > 0 && rmse < 255, qPrintable(csv));
    }

    void whoIsLeftOutIsNamed() {
        const auto done = runProgram({"compare", path("slow"), path("other"), path("fast")});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        for (const char* words : {"other was evaluated by another protocol (",
                                  "The images of slow and other cannot be compared: they have "
                                  "1 and 2 images a class.",
                                  "| fast − slow |"})
            QVERIFY2(done.out.contains(words), qPrintable(done.out));
        QVERIFY(!done.out.contains("other − slow"));
    }

    void anEarlierIteration() {
        const auto done = runProgram({"compare", path("slow"), path("fast"), "--iteration", "3"});
        QVERIFY2(done.out.contains("Images of iteration 2 against"), qPrintable(done.out));
    }

    void whatIsRefused() {
        const auto refused = [&](const QStringList& runs) {
            const auto done = runProgram(QStringList("compare") + runs);
            return done.code == 2 && done.errorLines().size() == 1 ? done.error.trimmed()
                                                                   : done.out + done.error;
        };
        QCOMPARE(refused({path("slow")}), "ld3m: Give 2 to 8 run folders to compare, not 1.");
        QVERIFY2(
            refused({path("slow"), path("data")}).contains("data is no run folder: give folders that hold"),
            qPrintable(refused({path("slow"), path("data")})));
        QVERIFY(refused({path("slow"), path("slow")}).endsWith("is given twice: give each run once."));
    }
};

QTEST_GUILESS_MAIN(CompareTest)
#include "compare_test.moc"
