#include "core/base/sliding_snr.h"

#include <cmath>

#include <QtTest>

using ld3m::base::SlidingSnr;

class SlidingSnrTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isMeanOverDeviation() {
        SlidingSnr snr(4);
        for (const double number : {1.0, 3.0, 1.0})
            QVERIFY(std::isnan(snr.add(number)));
        QCOMPARE(snr.add(3), 2.0); // mean 2, deviation 1
    }

    void forgetsWhatLeftTheWindow() {
        SlidingSnr snr(2);
        snr.add(1000);
        QCOMPARE(snr.add(3), 501.5 / 498.5);
        QCOMPARE(snr.add(5), 4.0);
        QCOMPARE(snr.add(9), 3.5);
        snr.clear();
        QVERIFY(std::isnan(snr.add(1)));
    }

    void aWideWindowBeginsWithTen() {
        SlidingSnr snr(50);
        double ratio = 0;
        for (int i = 1; i <= 9; ++i)
            QVERIFY(std::isnan(ratio = snr.add(i)));
        // 1 to 10: mean 5.5, variance 8.25
        QCOMPARE(snr.add(10), 5.5 / std::sqrt(8.25));
    }

    void numbersThatDoNotDifferHaveNone() {
        SlidingSnr snr(2);
        snr.add(7);
        QVERIFY(std::isnan(snr.add(7)));
    }
};

QTEST_APPLESS_MAIN(SlidingSnrTest)
#include "sliding_snr_test.moc"
