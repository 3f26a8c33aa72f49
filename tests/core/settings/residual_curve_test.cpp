#include <cmath>

#include <QtTest>

#include "core/base/error.h"
#include "core/settings/residual_curve.h"

using namespace ld3m;
using settings::ResidualCurve;

namespace {

double weightOf(ResidualCurve curve, double u) {
    settings::PriorSettings prior;
    prior.residual_curve = curve;
    return settings::residualWeight(prior, u);
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
        const auto weight = [&](double u) { return weightOf(static_cast<ResidualCurve>(curve), u); };
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
        const auto weight = [&](double u) { return settings::residualWeight(prior, u); };
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

    // Method page: released is i / (n - 1), paper (n - k) / n; both walk from the noisiest step.
    void stepsOfEachForm() {
        settings::PriorSettings prior;
        prior.steps = 5;
        std::vector<double> weights;
        const auto walk = [&](settings::Residual form) {
            prior.residual = form;
            weights.clear();
            for (const settings::ResidualStep& step : settings::residualSteps(prior))
                weights.push_back(step.weight);
            return weights;
        };
        QCOMPARE(walk(settings::Residual::released), (std::vector<double>{1, 0.75, 0.5, 0.25, 0}));
        QCOMPARE(walk(settings::Residual::paper), (std::vector<double>{1, 0.8, 0.6, 0.4, 0.2}));
        QCOMPARE(walk(settings::Residual::off), (std::vector<double>(5, 0.0)));
        QCOMPARE(settings::residualSteps(prior).front().t, std::int64_t{801});
        QCOMPARE(settings::residualSteps(prior).back().t, std::int64_t{1});
    }

    void theReleasedRuleMayWalkMoreSteps() {
        settings::PriorSettings prior;
        prior.steps = 30;
        prior.timesteps = settings::Timesteps::released;
        QCOMPARE(settings::residualSteps(prior).size(), std::size_t{31});
        prior.steps = 3;
        QVERIFY_THROWS_EXCEPTION(base::InputError, settings::residualSteps(prior));
    }
};

QTEST_APPLESS_MAIN(ResidualCurveTest)
#include "residual_curve_test.moc"
