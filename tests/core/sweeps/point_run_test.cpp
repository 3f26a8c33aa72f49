// What is told of a process that failed.
#include <csignal>

#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/sweeps/point_run.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;

class PointRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProgramsLastSentenceIsTheReason() {
        QCOMPARE(sentenceOf({false, 2}, "ld3m: first.\nwarning\nld3m: There is no folder.\n"),
                 std::string("There is no folder."));
        QCOMPARE(sentenceOf({false, 127}, "Cannot start x: No such file.\n\n"),
                 std::string("Cannot start x: No such file."));
        QCOMPARE(sentenceOf({false, 5}, ""), std::string("The process ended with code 5 and said nothing."));
    }

    void signalsAreNamed() {
        QCOMPARE(sentenceOf({true, SIGSEGV}, "ld3m: something earlier.\n"),
                 std::string("The process was ended by signal 11 (Segmentation fault)."));
        QVERIFY(QString::fromStdString(sentenceOf({true, SIGKILL}, "")).contains("when memory runs out"));
    }

    void theRecordKeepsTheEndOfTheLog() {
        const tests::TemporaryFolder temporary;
        const SweepFolder folder = SweepFolder::create(temporary / "sweep", tests::scriptedPlan(1));
        files::writeAtomically(folder.logFile("seed-0"),
                               std::string(100000, 'x') + "\nsome words\nld3m: It is too hot.\n");
        recordFailure(folder, "seed-0", {false, 1});
        QCOMPARE(folder.failure("seed-0").value(), std::string("It is too hot."));
        const std::string record = files::readText(folder.failureFile("seed-0"));
        QVERIFY(record.ends_with("some words\nld3m: It is too hot.\n"));
        QVERIFY(record.size() < 20000);
    }
};

QTEST_APPLESS_MAIN(PointRunTest)
#include "point_run_test.moc"
