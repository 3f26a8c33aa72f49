#include "core/jobs/job.h"

#include <semaphore>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <QtTest>

#include "core/base/error.h"

using namespace ld3m::jobs;
using namespace ld3m::reports;

namespace {

StateChange onlyState(Job& job) {
    const auto events = job.published().events.drain();
    if (events.size() != 1)
        throw std::runtime_error("not one event");
    return std::get<StateChange>(events[0]);
}

} // namespace

class JobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void worksOnAnotherThreadAndPublishes() {
        std::binary_semaphore go(0);
        std::thread::id worker;
        Job job([&](Control&, Published& published) {
            go.acquire();
            worker = std::this_thread::get_id();
            published.events.send(IterationReport{});
            published.progress.publish({"Decoding images", 1, 2});
        });
        QVERIFY(!job.done());
        go.release();
        job.wait();
        QVERIFY(job.done());
        QVERIFY(worker != std::this_thread::get_id());
        QCOMPARE(job.published().events.drain().size(), std::size_t{1});
        QCOMPARE(job.published().progress.take()->what, std::string("Decoding images"));
        QVERIFY(!job.problem());
        job.wait();
    }

    void aFailureIsPublishedWithItsSentence() {
        Job job([](Control&, Published&) { throw ld3m::base::RunError("The disk is full; make room."); });
        job.wait();
        QVERIFY(job.done());
        const StateChange state = onlyState(job);
        QVERIFY(state.state == RunState::failed);
        QCOMPARE(state.message, std::string("The disk is full; make room."));
        QVERIFY_THROWS_EXCEPTION(ld3m::base::RunError, std::rethrow_exception(job.problem()));
    }

    void anythingElseThrownIsAFailureToo() {
        Job job([](Control&, Published&) { throw 42; });
        job.wait();
        const StateChange state = onlyState(job);
        QVERIFY(state.state == RunState::failed);
        QVERIFY(!state.message.empty());
        QVERIFY_THROWS_EXCEPTION(int, std::rethrow_exception(job.problem()));
    }

    void aStopIsNoFailure() {
        std::binary_semaphore running(0);
        Job job([&](Control& control, Published&) {
            running.release();
            for (;;)
                control.checkpoint();
        });
        running.acquire();
        job.control().stop();
        job.wait();
        QVERIFY(onlyState(job).state == RunState::stopped);
        QVERIFY(!job.problem());
    }

    void leavingTheScopeStopsAndJoins() {
        std::binary_semaphore running(0);
        std::atomic<bool> left = false;
        {
            Job job([&](Control& control, Published&) {
                running.release();
                try {
                    for (;;)
                        control.checkpoint();
                } catch (...) {
                    left = true;
                    throw;
                }
            });
            running.acquire();
            job.control().pause();
        }
        QVERIFY(left);
    }

    void worksAtLowerPriority() {
        int nice = 0;
        Job job([&](Control&, Published&) {
            nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)));
        });
        job.wait();
        QCOMPARE(nice, std::min(19, ::getpriority(PRIO_PROCESS, 0) + 5));
    }
};

QTEST_APPLESS_MAIN(JobTest)
#include "job_test.moc"
