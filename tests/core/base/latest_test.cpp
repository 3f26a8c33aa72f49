#include "core/base/latest.h"

#include <memory>
#include <thread>

#include <QtTest>

using ld3m::base::Latest;

class LatestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesEachValueOnce() {
        Latest<int> slot;
        QVERIFY(!slot.take().has_value());
        slot.publish(4);
        QCOMPARE(slot.take().value(), 4);
        QVERIFY(!slot.take().has_value());
    }

    void newestWinsAndTheReplacedValueIsFreed() {
        Latest<std::shared_ptr<int>> slot;
        const auto old = std::make_shared<int>(1);
        slot.publish(old);
        slot.publish(std::make_shared<int>(2));
        QCOMPARE(old.use_count(), 1L);
        QCOMPARE(*slot.take().value(), 2);
    }

    void readerSeesAnOrderedSubsequenceThatEndsWithTheLast() {
        constexpr int kLast = 20000;
        Latest<int> slot;
        std::jthread writer([&slot] {
            for (int i = 1; i <= kLast; ++i)
                slot.publish(i);
        });
        int seen = 0;
        while (seen != kLast) {
            if (const auto value = slot.take()) {
                QVERIFY(*value > seen);
                seen = *value;
            }
        }
        QVERIFY(!slot.take().has_value());
    }
};

QTEST_APPLESS_MAIN(LatestTest)
#include "latest_test.moc"
