#include "app/workbench/event_watch.h"

#include <thread>

#include <QEventLoop>
#include <QTimer>
#include <QtTest>

using namespace ld3m::workbench;

namespace {

void block(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

const EventWatch::Slow* slowNamed(const std::vector<std::pair<std::string, EventWatch::Slow>>& slowest,
                                  const std::string& part) {
    for (const auto& [name, slow] : slowest)
        if (name.find(part) != std::string::npos)
            return &slow;
    return nullptr;
}

} // namespace

class EventWatchTest : public QObject {
    Q_OBJECT

    WatchedApplication* application() { return static_cast<WatchedApplication*>(qApp); }

private Q_SLOTS:
    void cleanup() { application()->setWatch(nullptr); }

    void percentilesAreThoseOfTheEvents() {
        EventWatch watch;
        QCOMPARE(watch.percentile(0.5), 0.0);
        for (int i = 0; i < 999; ++i)
            watch.note(0.5);
        watch.note(200);
        QCOMPARE(watch.events(), 1000);
        QVERIFY(watch.percentile(0.5) >= 0.5 && watch.percentile(0.5) < 0.6);
        QVERIFY(watch.percentile(0.999) < 1);
        QCOMPARE(watch.percentile(1), 200.0);
        QCOMPARE(watch.worst(), 200.0);
        QCOMPARE(watch.histogram()[0], 999);
        QCOMPARE(watch.histogram().back(), 1);
    }

    void aSlowReceiverIsNamed() {
        EventWatch watch;
        application()->setWatch(&watch);
        QTimer timer;
        timer.setObjectName("sleeper");
        timer.setSingleShot(true);
        bool fired = false;
        connect(&timer, &QTimer::timeout, this, [&] {
            block(30);
            fired = true;
        });
        timer.start(0);
        QTRY_VERIFY(fired);
        const auto slowest = watch.slowest();
        const EventWatch::Slow* slow = slowNamed(slowest, "QTimer(sleeper): Timer");
        QVERIFY2(slow, toText(watch).c_str());
        QVERIFY(slow->worst >= 29);
        QVERIFY(slow->worst_cpu < slow->worst); // it slept
        QVERIFY(watch.worst() >= 29);
        QVERIFY(toText(watch).find("QTimer(sleeper)") != std::string::npos);
    }

    void theWaitInANestedLoopIsNobodysFault() {
        EventWatch watch;
        application()->setWatch(&watch);
        bool left = false;
        QTimer::singleShot(0, this, [&] {
            QEventLoop loop;
            QTimer::singleShot(60, &loop, &QEventLoop::quit);
            loop.exec();
            left = true;
        });
        QTRY_VERIFY(left);
        QVERIFY2(watch.worst() < 40, toText(watch).c_str());
        QVERIFY(watch.events() > 0);
    }

    void blockingInsideANestedLoopIsCounted() {
        EventWatch watch;
        application()->setWatch(&watch);
        bool left = false;
        QTimer::singleShot(0, this, [&] {
            QEventLoop loop;
            QTimer::singleShot(1, &loop, [&] {
                block(30);
                loop.quit();
            });
            loop.exec();
            left = true;
        });
        QTRY_VERIFY(left);
        QVERIFY2(watch.worst() >= 29, toText(watch).c_str());
    }

    void aReceiverMayGoInItsEvent() {
        EventWatch watch;
        application()->setWatch(&watch);
        auto* timer = new QTimer;
        bool fired = false;
        connect(timer, &QTimer::timeout, timer, [&] {
            block(12);
            fired = true;
            delete timer;
        });
        timer->start(0);
        QTRY_VERIFY(fired);
        QVERIFY2(slowNamed(watch.slowest(), "QTimer (gone)"), toText(watch).c_str());
    }

    void withoutAWatchNothingIsCounted() {
        EventWatch watch;
        QTest::qWait(20);
        QCOMPARE(watch.events(), 0);
        watch.note(3);
        watch.restart();
        QCOMPARE(watch.events(), 0);
    }
};

int main(int count, char** values) {
    WatchedApplication application(count, values);
    EventWatchTest test;
    return QTest::qExec(&test, count, values);
}
#include "event_watch_test.moc"
