// Student's t test against printed tables, closed forms and a sample worked out by hand.
#include "core/base/paired_test.h"

#include <cmath>
#include <numbers>

#include <QtTest>

using namespace ld3m::base;

namespace {

bool near(double value, double expected, double tolerance = 1e-12) {
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class PairedTestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void printedTables_data() {
        QTest::addColumn<int>("freedom");
        QTest::addColumn<double>("t");
        QTest::addColumn<double>("p");
        const struct {
            int freedom;
            double t, p;
        } rows[] = {{1, 12.706, 0.05}, {1, 63.657, 0.01}, {2, 4.303, 0.05},   {4, 2.776, 0.05},
                    {4, 4.604, 0.01},  {9, 2.262, 0.05},  {9, 3.250, 0.01},   {10, 1.812, 0.10},
                    {30, 2.042, 0.05}, {60, 2.660, 0.01}, {120, 1.980, 0.05}, {4, 8.610, 0.001}};
        for (const auto& row : rows)
            QTest::addRow("%d degrees, t = %g", row.freedom, row.t) << row.freedom << row.t << row.p;
    }
    void printedTables() {
        QFETCH(int, freedom);
        QFETCH(double, t);
        QFETCH(double, p);
        QVERIFY(twoSidedP(t - 0.0005, freedom) >= p && twoSidedP(t + 0.0005, freedom) <= p); // t is rounded
        QVERIFY(near(twoSidedP(-t, freedom), twoSidedP(t, freedom), 0));
    }

    void closedForms() {
        for (const double t : {0.0, 0.01, 0.5, 1.0, 3.0, 40.0, 1e4}) {
            QVERIFY(near(twoSidedP(t, 1), 1 - 2 / std::numbers::pi * std::atan(t), 1e-13));
            QVERIFY(near(twoSidedP(t, 2), 1 - t / std::sqrt(2 + t * t), 1e-13));
        }
        QVERIFY(near(twoSidedP(1.959964, 1e7), 0.05, 1e-6)); // the normal distribution in the end
        QVERIFY(near(twoSidedP(1e6, 2) / 1e-12, 1, 1e-9));   // small ones keep their digits
    }

    void theIncompleteBetaFunction() {
        for (const double x : {0.0, 0.1, 0.37, 0.5, 0.9, 1.0}) {
            QVERIFY(near(regularizedIncompleteBeta(1, 1, x), x));
            QVERIFY(near(regularizedIncompleteBeta(3, 1, x), x * x * x));
            QVERIFY(near(regularizedIncompleteBeta(2, 2, x), x * x * (3 - 2 * x)));
            QVERIFY(near(regularizedIncompleteBeta(2.5, 7, x), 1 - regularizedIncompleteBeta(7, 2.5, 1 - x)));
        }
    }

    void aSampleByHand() {
        // Differences 1, 2, 3, 4, 5: mean 3, sample deviation sqrt(2.5), t = 3 / sqrt(2.5 / 5) = 3 sqrt(2).
        const PairedTest test = pairedTest({10, 20, 30, 40, 50}, {11, 22, 33, 44, 55});
        QCOMPARE(test.pairs, std::size_t(5));
        QCOMPARE(test.mean, 3.0);
        QCOMPARE(test.deviation, std::sqrt(2.0));
        QVERIFY(near(*test.t, 3 * std::sqrt(2.0)));
        // Four degrees: p = 1 - sin(u) (1 + cos²(u) / 2) with tan(u) = t / 2.
        const double u = std::atan(*test.t / 2);
        QVERIFY(near(*test.p, 1 - std::sin(u) * (1 + std::cos(u) * std::cos(u) / 2)));
        QVERIFY(test.reason.empty());
        QCOMPARE(*pairedTest({1, 2, 4}, {0, 3, 5}).p, *pairedTest({0, 3, 5}, {1, 2, 4}).p);
    }

    void whatCannotBeTestedIsSaidInWords() {
        QCOMPARE(pairedTest({}, {}).reason, std::string("nothing was measured in pairs"));
        const PairedTest one = pairedTest({0.4}, {0.5});
        QCOMPARE(one.reason, std::string("one pair has no spread to judge by"));
        QVERIFY(near(one.mean, 0.1) && !one.t && !one.p);
        QCOMPARE(pairedTest({1, 2}, {1, 2}).reason, std::string("all pairs are equal"));
        QCOMPARE(pairedTest({1, 2}, {2, 3}).reason, std::string("all pairs differ by the same amount"));
    }
};

QTEST_APPLESS_MAIN(PairedTestTest)
#include "paired_test_test.moc"
