#include "app/session/background.h"

#include <semaphore>

#include <QtTest>

using namespace std::chrono_literals;
using ld3m::session::Background;

namespace {

using Ticks = std::counting_semaphore<1000>;
constexpr auto kNever = 0ms;
constexpr auto kPatience = 20s;

} // namespace

class BackgroundTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void worksAtOnceOnItsOwnThread() {
        Ticks worked(0);
        std::thread::id worker;
        const Background background(kNever, [&] {
            worker = std::this_thread::get_id();
            worked.release();
        });
        QVERIFY(worked.try_acquire_for(kPatience));
        QVERIFY(worker != std::this_thread::get_id());
    }

    void worksAgainAfterEachWake() {
        Ticks worked(0);
        Background background(kNever, [&] { worked.release(); });
        QVERIFY(worked.try_acquire_for(kPatience));
        for (int i = 0; i < 3; ++i) {
            background.wake();
            QVERIFY(worked.try_acquire_for(kPatience));
        }
    }

    void aWakeDuringTheWorkIsNotLost() {
        Ticks begun(0);
        Ticks mayEnd(0);
        Background background(kNever, [&] {
            begun.release();
            mayEnd.acquire();
        });
        QVERIFY(begun.try_acquire_for(kPatience));
        background.wake();
        mayEnd.release();
        QVERIFY(begun.try_acquire_for(kPatience));
        mayEnd.release();
    }

    void worksAgainAndAgainAtItsInterval() {
        Ticks worked(0);
        const Background background(1ms, [&] { worked.release(); });
        for (int i = 0; i < 4; ++i)
            QVERIFY(worked.try_acquire_for(kPatience));
    }

    void leavingWaitsForTheWorkThatGoesOn() {
        Ticks begun(0);
        std::atomic<bool> ended = false;
        {
            Background background(1h, [&] {
                begun.release();
                std::this_thread::yield();
                ended = true;
            });
            QVERIFY(begun.try_acquire_for(kPatience));
        }
        QVERIFY(ended);
    }
};

QTEST_APPLESS_MAIN(BackgroundTest)
#include "background_test.moc"
