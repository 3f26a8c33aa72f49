#include "core/projects/run_lock.h"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using ld3m::projects::RunLock;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

class RunLockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isHeldAsLongAsTheObjectLives() {
        const TemporaryFolder folder;
        const auto file = folder / "run.lock";
        QVERIFY(!RunLock::held(file));
        QVERIFY(!std::filesystem::exists(file));
        {
            const RunLock lock(file);
            QVERIFY(RunLock::held(file));
            QVERIFY(RunLock::held(file));
        }
        QVERIFY(!RunLock::held(file));
        QVERIFY(!RunLock::held(file));
        const RunLock again(file);
        QVERIFY(RunLock::held(file));
    }

    void twoInOneProcessConflict() {
        const TemporaryFolder folder;
        const RunLock lock(folder / "run.lock");
        const QString message = messageOf<InputError>([&] { RunLock second(folder / "run.lock"); });
        QVERIFY2(message.contains(QString("process %1 on ").arg(::getpid())), qPrintable(message));
        QVERIFY2(message.contains(QString::fromStdString(folder.path().string())), qPrintable(message));
        QVERIFY(RunLock::held(folder / "run.lock"));
    }

    void movesWithItsObject() {
        const TemporaryFolder folder;
        auto first = std::make_unique<RunLock>(folder / "run.lock");
        {
            const RunLock second(std::move(*first));
            first.reset();
            QVERIFY(RunLock::held(folder / "run.lock"));
        }
        QVERIFY(!RunLock::held(folder / "run.lock"));
    }

    void aKilledProcessLosesIt() {
        const TemporaryFolder folder;
        const auto file = folder / "run.lock";
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const RunLock lock(file);
            if (::write(ready[1], "x", 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char byte = 0;
        const bool locked = ::read(ready[0], &byte, 1) == 1;
        const bool held = RunLock::held(file);
        const QString message = messageOf<InputError>([&] { RunLock mine(file); });
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ready[0]);
        ::close(ready[1]);
        QVERIFY(locked && held);
        QVERIFY2(message.contains(QString("process %1 on ").arg(child)), qPrintable(message));
        QVERIFY(!RunLock::held(file));
        const RunLock mine(file);
    }

    void saysWhyItCannotLock() {
        const TemporaryFolder folder;
        const QString message = messageOf<InputError>([&] { RunLock lock(folder / "nowhere/run.lock"); });
        QVERIFY2(message.contains("No such file or directory"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(RunLockTest)
#include "run_lock_test.moc"
