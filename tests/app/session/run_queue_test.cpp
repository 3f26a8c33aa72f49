#include "app/session/run_queue.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/memory_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_values.h"

using namespace ld3m;
using projects::QueuedRun;
using session::RunQueue;

namespace {

QueuedRun run(const char* name) {
    return {name, tests::scriptedRecipe(), {}};
}

/// A queue of a project, watched by Qt's own checker.
struct Checked {
    explicit Checked(const std::filesystem::path& folder) { queue.open(folder); }
    QStringList names() const {
        QStringList names;
        for (int row = 0; row < queue.rowCount(); ++row)
            names << queue.index(row).data().toString();
        return names;
    }
    RunQueue queue;
    QAbstractItemModelTester tester{&queue, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

QStringList stored(const std::filesystem::path& folder) {
    QStringList names;
    for (const QueuedRun& each : projects::readQueue(folder))
        names << QString::fromStdString(each.name);
    return names;
}

} // namespace

class RunQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsWaitInTheirOrderAndOnDisk() {
        const tests::MemoryFolder folder;
        Checked checked(folder.path());
        QVERIFY(checked.queue.isEmpty());
        for (const char* name : {"a", "b", "c"})
            checked.queue.add(run(name));
        checked.queue.moveUp(2);
        QCOMPARE(checked.names(), (QStringList{"a", "c", "b"}));
        checked.queue.moveDown(0);
        QCOMPARE(checked.names(), (QStringList{"c", "a", "b"}));
        checked.queue.moveUp(0);
        checked.queue.moveDown(2);
        checked.queue.moveDown(-1);
        QCOMPARE(checked.names(), (QStringList{"c", "a", "b"}));
        checked.queue.cancel(1);
        checked.queue.cancel(7);
        QCOMPARE(checked.names(), (QStringList{"c", "b"}));
        QTRY_COMPARE(stored(folder.path()), (QStringList{"c", "b"}));
    }

    void theNextDayItIsThere() {
        const tests::MemoryFolder folder;
        {
            Checked checked(folder.path());
            checked.queue.add(run("a"));
            checked.queue.add(run("b"));
        }
        Checked checked(folder.path());
        QCOMPARE(checked.names(), (QStringList{"a", "b"}));
    }

    void whatWasTakenStaysOnDiskUntilItsRunIsThere() {
        const tests::MemoryFolder folder;
        {
            Checked checked(folder.path());
            checked.queue.add(run("a"));
            checked.queue.add(run("b"));
            const auto taken = checked.queue.take(folder / "runs");
            QCOMPARE(taken->name, std::string("a"));
            QCOMPARE(checked.names(), QStringList{"b"});
        } // the program dies here
        {
            Checked checked(folder.path());
            QCOMPARE(checked.names(), (QStringList{"a", "b"}));
            checked.queue.take(folder / "runs");
            projects::RunFolder::create(folder / "runs", tests::scriptedRecipe(), {});
        }
        Checked checked(folder.path());
        QCOMPARE(checked.names(), QStringList{"b"});
        checked.queue.take(folder / "elsewhere");
        checked.queue.done();
        QTRY_VERIFY(!std::filesystem::exists(folder / "queue.toml"));
        QVERIFY(!checked.queue.take(folder / "elsewhere"));
    }

    void saysWhatEachOneIs() {
        const tests::MemoryFolder folder;
        Checked checked(folder.path());
        checked.queue.add(run(""));
        QueuedRun branch = run("");
        branch.branch = projects::Branch{"/runs/paper", 200, {{"prior.steps", std::int64_t{20}}}, {}, {}};
        checked.queue.add(branch);
        QCOMPARE(checked.names(), (QStringList{"New run", "Branch of paper"}));
        QCOMPARE(checked.queue.index(0).data(RunQueue::summaryRole).toString(), "20 iterations, IPC 2, T 10");
        QCOMPARE(checked.queue.index(1).data(RunQueue::summaryRole).toString(),
                 "branch of paper at 200 · Reverse steps T 20");
    }

    void aBrokenFileIsPutAside() {
        const tests::MemoryFolder folder;
        files::writeAtomically(folder / "queue.toml", "[[run");
        RunQueue queue;
        const QString sentence = tests::messageOf<base::InputError>([&] { queue.open(folder.path()); });
        QVERIFY2(sentence.contains("queue.toml.unreadable"), qPrintable(sentence));
        QVERIFY(queue.isEmpty());
        QVERIFY(std::filesystem::exists(folder / "queue.toml.unreadable"));
        queue.add(run("a"));
        QTRY_COMPARE(stored(folder.path()), QStringList{"a"});
    }

    void aDiskThatRefusesIsSaid() {
        const tests::MemoryFolder folder;
        files::writeAtomically(folder / "file", "no folder");
        Checked checked(folder / "file");
        QSignalSpy failed(&checked.queue, &RunQueue::failed);
        checked.queue.add(run("a"));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.at(0).at(0).toString().contains("queue.toml"));
    }

    void changesAreSaidInWords() {
        settings::Recipe changed = tests::scriptedRecipe();
        QCOMPARE(session::changesText(tests::scriptedRecipe(), changed), "no change");
        changed.prior.residual = settings::Residual::off;
        QCOMPARE(session::changesText(tests::scriptedRecipe(), changed), "Residual released → off");
    }
};

QTEST_GUILESS_MAIN(RunQueueTest)
#include "run_queue_test.moc"
