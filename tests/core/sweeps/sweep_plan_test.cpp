// How many points a plan has, what it varies, and what tells two plans apart.
#include <QtTest>

#include "core/base/text.h"
#include "core/sweeps/sweep_plan.h"

using namespace ld3m;
using namespace ld3m::sweeps;
using settings::Value;

namespace {

SweepPlan plan() {
    SweepPlan plan;
    plan.set = {{"distillation.iterations", Value(std::int64_t{5})}};
    plan.grid = {{"prior.steps", {Value(std::int64_t{2}), Value(std::int64_t{5})}},
                 {"prior.residual", {Value("off"), Value("released"), Value("paper_ddim")}}};
    plan.random = {4, 1, {{"distillation.latent_rate", Range{0.01, 1, true}}}};
    plan.seeds = {0, 1};
    return plan;
}

QString told(const SweepPlan& before, const SweepPlan& after) {
    return QString::fromStdString(base::join(differenceOf(before, after), ", "));
}

} // namespace

class SweepPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pointsAreTheProduct() {
        QCOMPARE(combinationsOf(plan()), 2 * 3 * 4 * 2);
        QCOMPARE(combinationsOf(SweepPlan{}), 1);
        SweepPlan empty = plan();
        empty.grid.push_back({"prior.guidance", {}});
        QCOMPARE(combinationsOf(empty), 0);
        SweepPlan huge = plan();
        for (int k = 0; k < 20; ++k)
            huge.grid.push_back({"prior.guidance", std::vector<Value>(1000, Value(1.0))});
        QCOMPARE(combinationsOf(huge), 1000000000);
    }

    void variedKeysStandInTheirOrder() {
        const std::vector<std::string> expected = {"prior.steps", "prior.residual",
                                                   "distillation.latent_rate", "distillation.seed"};
        QCOMPARE(variedKeys(plan()), expected);
    }

    void equalPlansDifferInNothing() {
        SweepPlan renamed = plan();
        renamed.name = "another";
        QCOMPARE(told(plan(), renamed), QString());
    }

    void everyChangeIsNamed() {
        SweepPlan other = plan();
        other.recipe.dataset.resolution = 64;
        other.set.clear();
        other.grid[0].values.emplace_back(std::int64_t{10});
        other.grid.push_back({"prior.guidance", {Value(1.0)}});
        other.random.count = 5;
        other.random.seed = 2;
        other.seeds = {0};
        other.order = Order::shuffled;
        QCOMPARE(
            told(plan(), other),
            QString("the recipe's dataset.resolution, [set] distillation.iterations, [grid] prior.steps, "
                    "[grid] prior.guidance, [random] count, [random] seed, seeds, order"));
    }

    void anotherOrderOfAxesIsAChange() {
        SweepPlan other = plan();
        std::swap(other.grid[0], other.grid[1]);
        QCOMPARE(told(plan(), other), QString("the order in [grid]"));
    }
};

QTEST_APPLESS_MAIN(SweepPlanTest)
#include "sweep_plan_test.moc"
