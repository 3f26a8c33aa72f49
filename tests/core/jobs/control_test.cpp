#include "core/jobs/control.h"

#include <atomic>
#include <semaphore>
#include <thread>

#include <QtTest>

using namespace ld3m::jobs;
using ld3m::settings::Value;

namespace {

// A worker that counts: two inner steps an iteration, as a run has.
class Worker {
public:
    Control control;
    std::atomic<int> inner = 0;
    std::atomic<int> iterations = 0;
    std::atomic<bool> stopped = false;
    std::counting_semaphore<> paused{0};
    std::counting_semaphore<> continued{0};
    std::counting_semaphore<> done{0}; ///< once per iteration

    void start() {
        control.onPause([this](bool on) { (on ? paused : continued).release(); });
        m_thread = std::jthread([this] {
            try {
                for (;;) {
                    for (int step = 0; step < 2; ++step) {
                        control.checkpoint();
                        ++inner;
                        if (step == 0 && pauseInside.exchange(false))
                            control.pause();
                    }
                    ++iterations;
                    done.release();
                    control.iterationDone();
                }
            } catch (const Stopped&) {
                stopped = true;
            }
        });
    }
    void join() { m_thread.join(); }
    ~Worker() { control.stop(); }

    std::atomic<bool> pauseInside = false; ///< pause between the two inner steps of the next iteration

private:
    std::jthread m_thread;
};

} // namespace

class ControlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPausedWorkerDoesNothingUntilResumed() {
        Worker worker;
        worker.control.pause();
        QVERIFY(!worker.control.waiting());
        worker.start();
        worker.paused.acquire();
        QTRY_VERIFY(worker.control.waiting());
        QCOMPARE(worker.inner.load(), 0);
        worker.control.resume();
        worker.continued.acquire();
        for (int i = 0; i < 3; ++i)
            worker.done.acquire();
        worker.control.stop();
        worker.join();
        QVERIFY(worker.stopped);
        QVERIFY(!worker.control.waiting());
    }

    void eachStepIsOneIteration() {
        Worker worker;
        worker.control.pause();
        worker.start();
        worker.paused.acquire();
        for (int expected = 1; expected <= 3; ++expected) {
            worker.control.step();
            worker.paused.acquire();
            QCOMPARE(worker.iterations.load(), expected);
            QCOMPARE(worker.inner.load(), 2 * expected);
        }
    }

    void aStepFromInsideAnIterationFinishesIt() {
        Worker worker;
        worker.pauseInside = true;
        worker.start();
        worker.paused.acquire();
        QCOMPARE(worker.inner.load(), 1);
        QCOMPARE(worker.iterations.load(), 0);
        worker.control.step();
        worker.paused.acquire();
        QCOMPARE(worker.inner.load(), 2);
        QCOMPARE(worker.iterations.load(), 1);
    }

    void aStepOfARunningWorkerPausesIt() {
        Worker worker;
        worker.start();
        worker.done.acquire();
        worker.control.step();
        worker.paused.acquire();
        QCOMPARE(worker.inner.load(), 2 * worker.iterations.load());
    }

    void resumeCancelsAStep() {
        Worker worker;
        worker.control.step();
        worker.control.resume();
        worker.start();
        for (int i = 0; i < 3; ++i)
            worker.done.acquire();
        QVERIFY(!worker.paused.try_acquire());
    }

    void stopLeavesAPause() {
        Worker worker;
        worker.control.pause();
        worker.start();
        worker.paused.acquire();
        worker.control.stop();
        worker.join();
        QVERIFY(worker.stopped);
        QCOMPARE(worker.inner.load(), 0);
        QVERIFY(worker.continued.try_acquire());
    }

    void stopIsFinal() {
        Control control;
        QVERIFY(!control.stopAsked());
        control.checkpoint();
        control.stop();
        control.resume();
        control.step();
        QVERIFY(control.stopAsked());
        QVERIFY_THROWS_EXCEPTION(Stopped, control.checkpoint());
        control.pause();
        QVERIFY_THROWS_EXCEPTION(Stopped, control.checkpoint());
    }

    void editsArriveOnceInOrder() {
        Control control;
        QVERIFY(control.takeEdits().empty());
        control.edit("prior.steps", Value(std::int64_t{5}));
        control.edit("prior.eta", Value(0.5));
        const auto edits = control.takeEdits();
        QCOMPARE(edits.size(), std::size_t{2});
        QCOMPARE(edits[0].key, std::string("prior.steps"));
        QVERIFY(edits[0].value == Value(std::int64_t{5}));
        QCOMPARE(edits[1].key, std::string("prior.eta"));
        QVERIFY(control.takeEdits().empty());
    }

    void editsAreAcceptedDuringAPause() {
        Worker worker;
        worker.control.pause();
        worker.start();
        worker.paused.acquire();
        worker.control.edit("prior.eta", Value(0.5));
        QCOMPARE(worker.control.takeEdits().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(ControlTest)
#include "control_test.moc"
