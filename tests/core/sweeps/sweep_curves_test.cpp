// Results against a setting, and the T from which more steps no longer pay.
#include <cmath>

#include <QtTest>

#include "core/sweeps/sweep_curves.h"
#include "tests/support/made_up_sweep.h"

using namespace ld3m;
using namespace ld3m::sweeps;

class SweepCurvesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCurveForEachOtherSetting() {
        const SweepCurves made = curvesOf(tests::madeUpSweep(), "prior.steps", Quantity::loss);
        QCOMPARE(made.curves.size(), std::size_t(2));
        QCOMPARE(made.curves[0].name, std::string("residual released"));
        QCOMPARE(made.curves[0].x, (std::vector<double>{2, 5, 10, 20, 40}));
        QCOMPARE(made.curves[1].mean, (std::vector<double>{50, 20, 10, 5, 2.5}));
        QCOMPARE(made.curves[1].counts[0], 3);
        QVERIFY(made.words.empty() && !made.merged && !made.spread);
        QVERIFY(curvesOf(tests::madeUpSweep(), "prior.guidance", Quantity::loss).curves.empty());
    }

    void wordsHavePlaces() {
        const SweepCurves made = curvesOf(tests::madeUpSweep(), "prior.residual", Quantity::accuracy);
        QCOMPARE(made.words, (std::vector<std::string>{"released", "off"}));
        QCOMPARE(made.curves.size(), std::size_t(5));
        QCOMPARE(made.curves[0].name, std::string("steps 2"));
        QCOMPARE(made.curves[0].x, (std::vector<double>{1, 2}));
        QCOMPARE(made.curves[0].mean, (std::vector<double>{36, 34}));
    }

    void tooManyOthersAreOneCurve() {
        const SweepCurves made =
            curvesOf(tests::largeSweep(200), "distillation.latent_rate", Quantity::accuracy);
        QVERIFY(made.merged && made.spread);
        QCOMPARE(made.curves.size(), std::size_t(1));
        QCOMPARE(made.curves[0].x.size(), std::size_t(200));
    }

    void bandsAreOverSeedsOrTheEvaluation() {
        SweepTable table = tests::madeUpSweep(1);
        const auto deviationOfFirst = [&] {
            return curvesOf(table, "prior.steps", Quantity::accuracy).curves[0].deviation[0];
        };
        QVERIFY(std::isnan(deviationOfFirst()));
        table.rows[0].status.accuracy_deviation = 0.01;
        QCOMPARE(deviationOfFirst(), 1.0);
        table = tests::madeUpSweep(3);
        QCOMPARE(deviationOfFirst(), std::sqrt(2.0 / 3));
    }

    void unfinishedPointsDoNotCount() {
        SweepTable table = tests::madeUpSweep(1);
        for (SweepRow& row : table.rows)
            row.status.state = PointState::running;
        QVERIFY(curvesOf(table, "prior.steps", Quantity::accuracy).curves.empty());
        QVERIFY(!tradeOffOf(table));
    }

    void theTradeOffIsTheSmallestWithinOneDeviation() {
        SweepTable table = tests::madeUpSweep(3);
        std::optional<TradeOff> found = tradeOffOf(table);
        QVERIFY(found);
        QCOMPARE(found->curve, std::string("residual released"));
        QCOMPARE(found->steps, 40.0); // each doubling brings far more than a deviation
        for (SweepRow& row : table.rows)
            *row.status.accuracy = 0.4 + 0.001 * std::get<std::int64_t>(row.settings[0]) / 40.0 +
                                   0.01 * double(std::get<std::int64_t>(row.settings[2])) -
                                   (std::get<std::int64_t>(row.settings[0]) == 2 ? 0.1 : 0);
        found = tradeOffOf(table);
        QCOMPARE(found->best_steps, 40.0);
        QCOMPARE(found->steps, 5.0);
        QCOMPARE(*found->iteration_seconds, 0.05);
        QCOMPARE(*found->best_iteration_seconds, 0.4);
        QVERIFY(found->accuracy >= found->best_accuracy - found->deviation);
    }

    void withoutADeviationTheBestIsChosen() {
        const auto found = tradeOffOf(tests::madeUpSweep(1));
        QCOMPARE(found->steps, 40.0);
        QCOMPARE(found->deviation, 0.0);
        QVERIFY(!tradeOffOf(SweepTable{}));
    }
};

QTEST_APPLESS_MAIN(SweepCurvesTest)
#include "sweep_curves_test.moc"
