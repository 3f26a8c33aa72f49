// Processes of a sweep: their ends, what they say, and that none outlives who started it.
#include <csignal>
#include <thread>

#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/sweeps/child_process.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using sweeps::ChildProcess;
using sweeps::Ending;

namespace {

Ending endOf(ChildProcess& process) {
    std::optional<Ending> ending;
    if (!QTest::qWaitFor([&] { return (ending = process.ending()).has_value(); }, 10000))
        return {true, -1};
    return *ending;
}

bool lives(int process) {
    return ::kill(process, 0) == 0;
}

} // namespace

class ChildProcessTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    std::filesystem::path m_log;

    ChildProcess shell(const std::string& script, const ChildProcess::Variables& variables = {}) {
        return ChildProcess("/bin/sh", {"-c", script}, m_log, variables);
    }

private Q_SLOTS:
    void initTestCase() { m_log = m_folder / "logs/child.log"; }

    void codesAndErrorsArrive() {
        ChildProcess process = shell("echo quiet; echo loud >&2; exit 3");
        const Ending ending = endOf(process);
        QVERIFY(!ending.killed);
        QCOMPARE(ending.number, 3);
        QCOMPARE(files::readText(m_log), std::string("loud\n"));
    }

    void variablesAreHandedOver() {
        qputenv("LD3M_CHILD_TEST", "old");
        ChildProcess process = shell("echo $LD3M_CHILD_TEST $HOME_OF_NOBODY >&2",
                                     {{"LD3M_CHILD_TEST", "new"}, {"HOME_OF_NOBODY", "there"}});
        endOf(process);
        QCOMPARE(files::readText(m_log), std::string("new there\n"));
    }

    void aProgramThatIsNotThereSaysSo() {
        ChildProcess process(m_folder / "nothing", {}, m_log);
        QCOMPARE(endOf(process).number, 127);
        const std::string said = files::readText(m_log);
        QVERIFY2(said.starts_with("Cannot start ") && said.ends_with("No such file or directory.\n"),
                 said.c_str());
    }

    void aSignalIsTold() {
        ChildProcess process = shell("kill -9 $$");
        const Ending ending = endOf(process);
        QVERIFY(ending.killed);
        QCOMPARE(ending.number, SIGKILL);
    }

    void interruptingTwiceIsOnce() {
        ChildProcess process = shell("n=0; trap 'n=$((n+1))' INT; echo ready >&2; i=0; "
                                     "while [ $i -lt 20 ]; do sleep 0.02; i=$((i+1)); done; exit $n");
        QVERIFY(QTest::qWaitFor([&] { return files::readText(m_log) == "ready\n"; }, 10000));
        process.interrupt();
        process.interrupt();
        QVERIFY(process.interrupted());
        QCOMPARE(endOf(process).number, 1);
    }

    void interruptingIsHeardWhereTheOwnerIgnoresIt() {
        ::signal(SIGINT, SIG_IGN); // as in the background of a shell
        ChildProcess process("/bin/sleep", {"60"}, m_log);
        process.interrupt();
        std::optional<sweeps::Ending> ending;
        QTRY_VERIFY((ending = process.ending()).has_value());
        ::signal(SIGINT, SIG_DFL);
        QVERIFY(ending->killed);
        QCOMPARE(ending->number, SIGINT);
    }

    void itEndsWithItsOwner() {
        int id = 0;
        {
            const ChildProcess process = shell("exec sleep 60");
            id = process.id();
            QVERIFY(lives(id));
        }
        QVERIFY(!lives(id));
    }

    // As it is when a program is killed: its threads end without a word.
    void itEndsWithTheThreadThatStartedIt() {
        std::optional<ChildProcess> process;
        std::thread([&] {
            process.emplace(shell("echo ready >&2; exec sleep 60"));
            while (files::readText(m_log) != "ready\n")
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }).join();
        const Ending ending = endOf(*process);
        QVERIFY(ending.killed);
        QCOMPARE(ending.number, SIGKILL);
    }
};

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "child_process_test.moc"
