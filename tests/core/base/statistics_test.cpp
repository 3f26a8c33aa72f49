// Statistics of a few numbers, worked out by hand.
#include <cmath>

#include <QtTest>

#include "core/base/statistics.h"

using namespace ld3m;

class StatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        const auto all = base::statisticsOf({6, 1, 2});
        QCOMPARE(all.mean, 3.0);
        QCOMPARE(all.deviation, std::sqrt(14.0 / 3)); // (9 + 4 + 1) / 3
        QCOMPARE(all.smallest, 1.0);
        QCOMPARE(all.largest, 6.0);
    }

    void aSingleNumberDoesNotDeviate() {
        const auto all = base::statisticsOf({0.25});
        QCOMPARE(all.mean, 0.25);
        QCOMPARE(all.deviation, 0.0);
        QCOMPARE(all.smallest, 0.25);
        QCOMPARE(all.largest, 0.25);
    }

    void nothingIsZero() { QCOMPARE(base::statisticsOf({}).largest, 0.0); }
};

QTEST_APPLESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
