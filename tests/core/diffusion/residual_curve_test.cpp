#include <cmath>

#include <QtTest>

#include "core/diffusion/residual_curve.h"

using namespace ld3m;
using settings::ResidualCurve;

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
            return diffusion::residualWeight(static_cast<ResidualCurve>(curve), u);
        };
        QCOMPARE(weight(0), 0.0);
        QCOMPARE(weight(1), 1.0);
        QVERIFY(std::abs(weight(0.25) - quarter) < 1e-12);
        for (int i = 0; i < 100; ++i)
            QVERIFY(weight(i / 100.0) < weight((i + 1) / 100.0));
    }

    void flatOnes() {
        for (const double u : {0.0, 0.3, 1.0}) {
            QCOMPARE(diffusion::residualWeight(ResidualCurve::none, u), 0.0);
            QCOMPARE(diffusion::residualWeight(ResidualCurve::constant, u), 1.0);
        }
    }
};

QTEST_APPLESS_MAIN(ResidualCurveTest)
#include "residual_curve_test.moc"
