#include "app/session/background_task.h"

#include <semaphore>

#include <QPointer>
#include <QSignalSpy>
#include <QtTest>

#include "core/base/error.h"

using namespace ld3m;
using session::BackgroundTask;
using session::TaskContext;

namespace {

/// Works until it is told to stop.
void workForEver(TaskContext& context) {
    while (true) {
        context.control.checkpoint();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

class BackgroundTaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allThatComputesIsKnown() {
        QVERIFY(BackgroundTask::allUnderway().empty());
        auto* one = new BackgroundTask("One", workForEver, this);
        auto* other = new BackgroundTask("Other", workForEver, this);
        QCOMPARE(BackgroundTask::allUnderway(), (std::vector<BackgroundTask*>{one, other}));
        one->cancel();
        QTRY_COMPARE(BackgroundTask::allUnderway(), std::vector<BackgroundTask*>{other});
        delete one;
        std::binary_semaphore mayReturn(0);
        auto* slow = new BackgroundTask(
            "Slow", [&](TaskContext&) { mayReturn.acquire(); }, this);
        slow->abandon(); // it computes all the same
        QCOMPARE(BackgroundTask::allUnderway(), (std::vector<BackgroundTask*>{other, slow}));
        mayReturn.release();
        delete other;
        QTRY_VERIFY(BackgroundTask::allUnderway().empty());
    }

    void resultsArriveInOrderWhereTheTaskWasMade() {
        QList<int> parts;
        std::thread::id worker;
        std::thread::id receiver;
        BackgroundTask task("Counting", [&](TaskContext& context) {
            worker = std::this_thread::get_id();
            for (int i = 0; i < 3; ++i)
                context.deliver([&, i] {
                    receiver = std::this_thread::get_id();
                    parts << i;
                });
        });
        QCOMPARE(task.title(), "Counting");
        QVERIFY(task.isUnderway());
        QList<int> atTheEnd;
        connect(&task, &BackgroundTask::done, this, [&] { atTheEnd = parts; });
        QSignalSpy ended(&task, &BackgroundTask::ended);
        QVERIFY(ended.wait());
        QCOMPARE(atTheEnd, QList<int>({0, 1, 2}));
        QVERIFY(worker != receiver);
        QVERIFY(receiver == std::this_thread::get_id());
        QCOMPARE(task.outcome(), BackgroundTask::Outcome::done);
        QTest::qWait(80);
        QCOMPARE(ended.size(), 1);
    }

    void progressIsToldAndKept() {
        std::binary_semaphore seen(0);
        BackgroundTask task("Evaluating", [&](TaskContext& context) {
            context.published.progress.publish({"Training networks", 3, 8});
            seen.acquire();
        });
        QSignalSpy progressed(&task, &BackgroundTask::progressed);
        QVERIFY(progressed.wait());
        QCOMPARE(task.progress().what, std::string("Training networks"));
        QCOMPARE(task.progress().done, 3);
        QCOMPARE(task.progress().total, 8);
        seen.release();
        QTRY_COMPARE(task.outcome(), BackgroundTask::Outcome::done);
    }

    void aFailureIsOneSentence() {
        BackgroundTask task("Exporting",
                            [](TaskContext&) { throw base::InputError("There is no checkpoint yet."); });
        QSignalSpy failed(&task, &BackgroundTask::failed);
        QSignalSpy done(&task, &BackgroundTask::done);
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), "There is no checkpoint yet.");
        QCOMPARE(task.outcome(), BackgroundTask::Outcome::failed);
        QVERIFY(done.isEmpty());
    }

    void whatIsNoExceptionFailsInASentenceToo() {
        BackgroundTask task("Odd", [](TaskContext&) { throw 3; });
        QSignalSpy failed(&task, &BackgroundTask::failed);
        QVERIFY(failed.wait());
        QVERIFY(failed.first().first().toString().endsWith('.'));
    }

    void cancelEndsItWithoutAResult() {
        BackgroundTask task("Evaluating", workForEver);
        QSignalSpy cancelled(&task, &BackgroundTask::cancelled);
        QSignalSpy failed(&task, &BackgroundTask::failed);
        task.cancel();
        QVERIFY(cancelled.wait());
        QCOMPARE(task.outcome(), BackgroundTask::Outcome::cancelled);
        QVERIFY(failed.isEmpty());
        task.cancel(); // once more does nothing
    }

    void anAbandonedTaskSaysNothingAndGoes() {
        std::binary_semaphore mayReturn(0);
        bool delivered = false;
        const QPointer<BackgroundTask> task = new BackgroundTask("Looking", [&](TaskContext& context) {
            mayReturn.acquire();
            context.deliver([&] { delivered = true; });
        });
        QSignalSpy ended(task, &BackgroundTask::ended);
        QElapsedTimer clock;
        clock.start();
        task->abandon();
        QVERIFY(clock.elapsed() < 1000); // the work is still held, and nobody waits for it
        QVERIFY(task);
        mayReturn.release();
        QTRY_VERIFY(!task);
        QVERIFY(!delivered);
        QVERIFY(ended.isEmpty());
    }

    void destroyingCancelsAndWaits() {
        std::atomic<bool> returned = false;
        {
            BackgroundTask task("Working", [&](TaskContext& context) {
                const std::shared_ptr<void> atEnd(nullptr, [&](void*) { returned = true; });
                workForEver(context);
            });
        }
        QVERIFY(returned);
    }

    void aReceiverMayEndTheTask() {
        const QPointer<BackgroundTask> task =
            new BackgroundTask("Short", [](TaskContext& context) { context.deliver([] {}); });
        connect(task, &BackgroundTask::done, task, [task] { delete task; });
        QTRY_VERIFY(!task);
    }
};

QTEST_GUILESS_MAIN(BackgroundTaskTest)
#include "background_task_test.moc"
