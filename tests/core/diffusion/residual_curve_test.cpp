#include <cmath>

#include <QtTest>

#include "core/diffusion/residual_curve.h"

using namespace ld3m;
using settings::ResidualCurve;

namespace {

double weightOf(ResidualCurve curve, double u) {
    settings::PriorSettings prior;
    prior.residual_curve = curve;
    return diffusion::residualWeight(prior, u);
}

} // namespace

class ResidualCurveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data() {
        QTest::addColumn<int>("curve");
        QTest::addColumn<double>("quarter");
        QTest::newRow("linear") << int(ResidualCurve::linear) << 0.25;
        QTest::newRow("cosine") << int(ResidualCurve::cosine) << 0.14644660940672624;
        QTest::newRow("quadratic") << int(ResidualCurve::quadratic) << 0.0625;
        QTest::newRow("sqrt") << int(ResidualCurve::sqrt) << 0.5;
        // (e - 1) / (e^4 - 1)
        QTest::newRow("exponential") << int(ResidualCurve::exponential) << 0.03205860328008499;
    }

    void values() {
        QFETCH(int, curve);
        QFETCH(double, quarter);
        const auto weight = [&](double u) {
            return weightOf(static_cast<ResidualCurve>(curve), u);
        };
        QCOMPARE(weight(0), 0.0);
        QCOMPARE(weight(1), 1.0);
        QVERIFY(std::abs(weight(0.25) - quarter) < 1e-12);
        for (int i = 0; i < 100; ++i)
            QVERIFY(weight(i / 100.0) < weight((i + 1) / 100.0));
    }

    void flatOnes() {
        for (const double u : {0.0, 0.3, 1.0}) {
            QCOMPARE(weightOf(ResidualCurve::none, u), 0.0);
            QCOMPARE(weightOf(ResidualCurve::constant, u), 1.0);
        }
    }

    void customPointsAreJoinedByLines() {
        settings::PriorSettings prior;
        prior.residual_curve = ResidualCurve::custom;
        const auto weight = [&](double u) { return diffusion::residualWeight(prior, u); };
        QCOMPARE(weight(0.3), 0.3); // as it starts: a straight line
        prior.residual_points = {"0:0.25", "0.5:1", "0.75:0", "1:0.5"};
        QCOMPARE(weight(0), 0.25);
        QCOMPARE(weight(0.25), 0.625);
        QCOMPARE(weight(0.5), 1.0);
        QCOMPARE(weight(0.625), 0.5);
        QCOMPARE(weight(0.75), 0.0);
        QCOMPARE(weight(0.875), 0.25);
        QCOMPARE(weight(1), 0.5);
    }
};

QTEST_APPLESS_MAIN(ResidualCurveTest)
#include "residual_curve_test.moc"
