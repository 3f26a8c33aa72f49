// Two jobs that share a baton: who goes when, and what frees the other one.
#include "core/jobs/turns.h"

#include <QtTest>

#include "core/jobs/job.h"

using namespace ld3m;
using jobs::Turns;

namespace {

constexpr int kPatience = 20000;

/// What both arms did, in order: 'a' or 'b' for an iteration.
struct Diary {
    void note(char arm) {
        std::lock_guard lock(mutex);
        text += arm;
    }
    std::string read() {
        std::lock_guard lock(mutex);
        return text;
    }
    std::mutex mutex;
    std::string text;
};

/// An arm that iterates so often and asks its control as an engine does, more than once an iteration.
std::unique_ptr<jobs::Job> arm(Diary& diary, const std::shared_ptr<Turns>& turns, int which, int iterations,
                               int failAt = -1) {
    return std::make_unique<jobs::Job>(
        [&diary, turns, which, iterations, failAt](jobs::Control& control, reports::Published&) {
            control.takeTurns(turns, which);
            for (int i = 0; i < iterations; ++i) {
                control.checkpoint();
                control.checkpoint();
                if (i == failAt)
                    throw std::runtime_error("out of memory");
                diary.note(which == 0 ? 'a' : 'b');
                control.iterationDone();
            }
        });
}

} // namespace

class TurnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void armsAlternateWhoeverComesFirst() {
        for (const bool secondFirst : {false, true}) {
            Diary diary;
            const auto turns = std::make_shared<Turns>();
            std::unique_ptr<jobs::Job> b = secondFirst ? arm(diary, turns, 1, 5) : nullptr;
            const auto a = arm(diary, turns, 0, 5);
            if (!b)
                b = arm(diary, turns, 1, 5);
            a->wait();
            b->wait();
            QCOMPARE(diary.read(), std::string("ababababab"));
        }
    }

    void inSequenceTheSecondBeginsWhenTheFirstIsOver() {
        Diary diary;
        const auto turns = std::make_shared<Turns>(Turns::Order::sequential);
        const auto b = arm(diary, turns, 1, 3);
        const auto a = arm(diary, turns, 0, 4);
        a->wait();
        b->wait();
        QCOMPARE(diary.read(), std::string("aaaabbb"));
    }

    void theLongerArmGoesOnAlone() {
        Diary diary;
        const auto turns = std::make_shared<Turns>();
        const auto a = arm(diary, turns, 0, 2);
        const auto b = arm(diary, turns, 1, 5);
        a->wait();
        b->wait();
        QCOMPARE(diary.read(), std::string("ababbbb"));
    }

    void aFailureFreesTheOther() {
        Diary diary;
        const auto turns = std::make_shared<Turns>();
        const auto a = arm(diary, turns, 0, 9, 2);
        const auto b = arm(diary, turns, 1, 4);
        a->wait();
        b->wait();
        QVERIFY(a->problem());
        QCOMPARE(diary.read(), std::string("ababbb"));
    }

    void aStopLeavesTheWaitAndFreesTheOther() {
        Diary diary;
        const auto turns = std::make_shared<Turns>();
        const auto b = arm(diary, turns, 1, 5); // waits: the first arm's turn never ends
        QTest::qWait(20);
        b->control().stop();
        b->wait();
        QVERIFY(b->done());
        QCOMPARE(diary.read(), std::string());
        const auto a = arm(diary, turns, 0, 3);
        a->wait();
        QCOMPARE(diary.read(), std::string("aaa"));
    }

    void aPauseHoldsBothAndStepsGoInPairs() {
        Diary diary;
        const auto turns = std::make_shared<Turns>();
        const auto a = arm(diary, turns, 0, 1000000);
        const auto b = arm(diary, turns, 1, 1000000);
        QTRY_VERIFY_WITH_TIMEOUT(diary.read().size() > 10, kPatience);
        a->control().pause(); // one is enough to hold both
        QTRY_VERIFY_WITH_TIMEOUT(a->control().waiting(), kPatience);
        b->control().pause();
        QTRY_VERIFY_WITH_TIMEOUT(b->control().waiting(), kPatience);
        const std::size_t held = diary.read().size();
        QTest::qWait(20);
        QCOMPARE(diary.read().size(), held);
        for (const auto* each : {&a, &b})
            (*each)->control().step();
        QTRY_COMPARE_WITH_TIMEOUT(diary.read().size(), held + 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(a->control().waiting() && b->control().waiting(), kPatience);
        const std::string last = diary.read().substr(held);
        QVERIFY(last == "ab" || last == "ba");
        for (const auto* each : {&a, &b})
            (*each)->control().resume();
        QTRY_VERIFY_WITH_TIMEOUT(diary.read().size() > held + 10, kPatience);
        const std::string text = diary.read();
        for (std::size_t i = 1; i < text.size(); ++i)
            QVERIFY(text[i] != text[i - 1]);
    }
};

QTEST_GUILESS_MAIN(TurnsTest)
#include "turns_test.moc"
