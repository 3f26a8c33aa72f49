// ld3m branch: a run goes on in another folder.
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class BranchCommandTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QStringList branch(const char* to, const QStringList& more = {}) {
        return QStringList{"branch", toQt(m_folder / "parent"), "--run", toQt(m_folder / to)} + more;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        const auto done =
            runProgram(QStringList{"run", toQt(m_folder / "tiny.toml"), "--run", toQt(m_folder / "parent")} +
                       tests::tinySettings(m_folder / "data"));
        QVERIFY2(done.code == 0, qPrintable(done.error));
    }

    void runsToTheEnd() {
        const auto done = runProgram(branch(
            "child", {"--iteration", "2", "--set", "distillation.latent_rate=0.25", "--name", "gentler"}));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY(done.out.startsWith("Branch of parent at iteration 2: "));
        QVERIFY(done.out.contains("Done."));
        const auto child = projects::RunFolder::open(m_folder / "child");
        QCOMPARE(child.provenance().parent, std::string("parent"));
        QCOMPARE(child.provenance().name, std::string("gentler"));
        QCOMPARE(child.recipe().distillation.latent_rate, 0.25);
        QCOMPARE(child.newestCheckpoint(), 4);
    }

    void onlyMadeItWaitsToBeResumed() {
        const auto made = runProgram(branch("waits", {"--only-make", "--set", "distillation.iterations=6"}));
        QVERIFY2(made.code == 0, qPrintable(made.error));
        QCOMPARE(projects::RunFolder::open(m_folder / "waits").newestCheckpoint(), 4);
        const QString command = made.lines().last().section("ld3m ", 1);
        const auto done = runProgram(command.split(' '));
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QCOMPARE(projects::RunFolder::open(m_folder / "waits").newestCheckpoint(), 6);
    }

    void whatCannotBeIsOneSentence_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("words");
        QTest::newRow("fixed") << QStringList{"--iteration", "2", "--set", "distillation.ipc=3"}
                               << "branch from iteration 0";
        QTest::newRow("not stored") << QStringList{"--iteration", "3"} << "no checkpoint of iteration 3";
        QTest::newRow("over") << QStringList{} << "nothing left to do";
        QTest::newRow("typo") << QStringList{"--set", "prior.step=3"} << "prior.steps";
    }
    void whatCannotBeIsOneSentence() {
        QFETCH(QStringList, more);
        QFETCH(QString, words);
        const auto done = runProgram(branch("refused", more));
        QCOMPARE(done.code, 2);
        QCOMPARE(done.errorLines().size(), 1);
        QVERIFY2(done.error.contains(words), qPrintable(done.error));
        QVERIFY(!std::filesystem::exists(m_folder / "refused"));
    }
};

QTEST_GUILESS_MAIN(BranchCommandTest)
#include "branch_test.moc"
