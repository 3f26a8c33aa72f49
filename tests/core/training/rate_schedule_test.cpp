#include "core/training/rate_schedule.h"

#include <QtTest>

using namespace ld3m;

class RateScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void climbsStaysAndFalls() {
        const settings::OptimiserSettings rule{.steps = 100, .rate = 2, .warm_up = 0.1, .constant = 0.5};
        const auto near = [&](std::int64_t k, double expected) {
            return std::abs(training::rateAt(rule, k) - expected) < 1e-12;
        };
        QVERIFY(near(0, 0.2)); // 1 of 10 steps
        QVERIFY(near(4, 1.0));
        QVERIFY(near(9, 2.0));
        QVERIFY(near(10, 2.0));
        QVERIFY(near(49, 2.0));
        QVERIFY(near(74, 1.0));                   // half of the way down
        QVERIFY(near(66, 1 + 0.481753674101715)); // cos(0.34 pi)
        QVERIFY(near(99, 0.0));
    }

    void partsCanBeLeftOut() {
        const settings::OptimiserSettings level{.steps = 10, .rate = 3, .warm_up = 0, .constant = 1};
        for (std::int64_t k = 0; k < 10; ++k)
            QCOMPARE(training::rateAt(level, k), 3.0);
        const settings::OptimiserSettings falling{.steps = 2, .rate = 3, .warm_up = 0, .constant = 0};
        QCOMPARE(training::rateAt(falling, 0), 1.5);
        QCOMPARE(training::rateAt(falling, 1), 0.0);
    }
};

QTEST_APPLESS_MAIN(RateScheduleTest)
#include "rate_schedule_test.moc"
