// Known polynomials come back; noise is averaged; too few points lower the degree.
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/base/polynomial_fit.h"

using ld3m::base::PolynomialFit;

namespace {

std::vector<double> range(double first, double last, int count) {
    std::vector<double> all;
    for (int i = 0; i < count; ++i)
        all.push_back(first + (last - first) * i / (count - 1));
    return all;
}

std::vector<double> valuesOf(const std::vector<double>& coefficients, const std::vector<double>& x) {
    std::vector<double> y;
    for (const double each : x) {
        double value = 0;
        for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c)
            value = value * each + *c;
        y.push_back(value);
    }
    return y;
}

} // namespace

class PolynomialFitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownPolynomialsComeBack_data() {
        QTest::addColumn<QList<double>>("coefficients");
        QTest::newRow("constant") << QList<double>{4.5};
        QTest::newRow("line") << QList<double>{2, -0.5};
        QTest::newRow("cubic") << QList<double>{1, -2, 0.5, 0.01};
        QTest::newRow("degree 6") << QList<double>{3, 1, -1, 0.2, 0.05, -0.01, 0.001};
    }
    void knownPolynomialsComeBack() {
        QFETCH(QList<double>, coefficients);
        const std::vector<double> known(coefficients.begin(), coefficients.end());
        const auto x = range(-3, 9, 40);
        const auto y = valuesOf(known, x);
        const PolynomialFit fit(x, y, int(known.size()) - 1);
        QCOMPARE(fit.degree(), int(known.size()) - 1);
        const auto between = range(-2.9, 8.7, 23);
        const auto expected = valuesOf(known, between);
        for (std::size_t i = 0; i < between.size(); ++i)
            QVERIFY(std::abs(fit.at(between[i]) - expected[i]) < 1e-9 * (1 + std::abs(expected[i])));
        QVERIFY(fit.deviation() < 1e-9);
    }

    // Iterations are large and evenly spaced; powers of them would leave nothing of degree 9.
    void aHighDegreeFarFromZeroIsExact() {
        const auto x = range(100000, 100400, 400);
        std::vector<double> y;
        for (const double each : x)
            y.push_back(std::pow((each - 100200) / 200, 9));
        const PolynomialFit fit(x, y, 9);
        for (const double each : {100003.0, 100111.0, 100399.0})
            QVERIFY(std::abs(fit.at(each) - std::pow((each - 100200) / 200, 9)) < 1e-11);
    }

    void aDegreeBelowIsTheNearestByHand() {
        // Of 0, 1, 0, 1 at 0..3 the line is 0.2 + 0.2 x.
        const PolynomialFit line({0, 1, 2, 3}, {0, 1, 0, 1}, 1);
        QVERIFY(std::abs(line.at(0) - 0.2) < 1e-14);
        QVERIFY(std::abs(line.at(3) - 0.8) < 1e-14);
        QVERIFY(std::abs(line.deviation() - std::sqrt(0.2)) < 1e-14);
        const PolynomialFit mean({0, 1, 2, 3}, {0, 1, 0, 1}, 0);
        QVERIFY(std::abs(mean.at(17) - 0.5) < 1e-14);
    }

    void fewPointsLowerTheDegree() {
        QCOMPARE(PolynomialFit({1, 2}, {5, 7}, 3).degree(), 1);
        QVERIFY(std::abs(PolynomialFit({1, 2}, {5, 7}, 3).at(2) - 7) < 1e-14);
        const PolynomialFit same({4, 4, 4}, {1, 2, 3}, 2); // one place carries one number
        QCOMPARE(same.degree(), 0);
        QVERIFY(std::abs(same.at(4) - 2) < 1e-14);
    }

    void whatIsNoNumberIsLeftOut() {
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        const PolynomialFit fit({0, 1, 2, 3}, {nothing, 3, 5, 7}, 1);
        QVERIFY(std::abs(fit.at(10) - 21) < 1e-12);
        const PolynomialFit none({0}, {nothing}, 3);
        QCOMPARE(none.degree(), -1);
        QVERIFY(std::isnan(none.at(0)));
    }
};

QTEST_APPLESS_MAIN(PolynomialFitTest)
#include "polynomial_fit_test.moc"
