// What a sweep's table knows: rows that follow the status, groups over seeds, names of columns.
#include <QtTest>

#include "tests/support/made_up_sweep.h"

using namespace ld3m;
using namespace ld3m::sweeps;

class SweepTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlanThatWasNotBegunWaits() {
        SweepPlan plan;
        plan.recipe.dataset.path = "/images";
        plan.recipe.distillation.iterations = 9;
        plan.grid = {{"distillation.latent_rate", {0.1, 0.2}}};
        plan.seeds = {3, 4};
        const std::vector<SweepPoint> points = pointsOf(plan).points;
        const SweepTable table = tableOf(plan, points);
        QCOMPARE(table.keys.size(), std::size_t(2));
        QCOMPARE(table.rows.size(), std::size_t(4));
        QVERIFY(table.rows[3].status.state == PointState::waiting);
        QCOMPARE(table.rows[3].status.iterations, 9);
        QVERIFY(table.rows[3].settings == (std::vector<settings::Value>{0.2, std::int64_t(4)}));
        SweepStatus status;
        status.points = {{.id = points[2].id, .state = PointState::running}};
        QCOMPARE(tableOf(plan, points, status).rows[0].status.id, points[2].id);
        QCOMPARE(tableOf(plan, points, status).rows[1].status.id, points[0].id);
    }

    void itFollowsTheStatusAndItsOrder() {
        SweepTable table = tests::madeUpSweep(1);
        SweepStatus status = tests::statusIn(table);
        std::swap(status.points[0], status.points[1]);
        status.points[0].state = PointState::failed;
        status.points.pop_back();
        table.take(status);
        QCOMPARE(table.rows.size(), std::size_t(9));
        QVERIFY(table.rows[0].status.state == PointState::failed);
        QVERIFY(table.rows[0].settings[1] == settings::Value("off"));
        QVERIFY(table.rows[1].settings[1] == settings::Value("released"));
    }

    void numbersHaveTheUnitsOfPeople() {
        const PointStatus status{.id = "a",
                                 .iteration = 10,
                                 .loss = 1.5,
                                 .accuracy = 0.382,
                                 .accuracy_deviation = 0.004,
                                 .seconds = 20,
                                 .host_memory = 1 << 30,
                                 .device_memory = std::int64_t(2) << 30};
        QCOMPARE(*numberOf(status, Quantity::accuracy), 38.2);
        QCOMPARE(*deviationOf(status, Quantity::accuracy), 0.4);
        QCOMPARE(*numberOf(status, Quantity::loss), 1.5);
        QVERIFY(!deviationOf(status, Quantity::loss));
        QCOMPARE(*numberOf(status, Quantity::memory), 2.0);
        QVERIFY(!numberOf(status, Quantity::iteration_seconds));
        QVERIFY(!numberOf({.id = "b"}, Quantity::seconds));
        QVERIFY(!numberOf({.id = "b", .loss = std::nan("")}, Quantity::loss));
    }

    void seedsAreGroupedInTheOrderOfTheirFirstRows() {
        SweepTable table = tests::madeUpSweep();
        table.rows[0].status.state = PointState::running; // does not count yet
        QVERIFY(variesSeeds(table));
        const std::vector<SeedGroup> groups = groupsOverSeeds(table);
        QCOMPARE(groups.size(), std::size_t(10));
        QVERIFY(groups[0].settings == (std::vector<settings::Value>{std::int64_t(2), "released"}));
        QCOMPARE(groups[0].finished(), 2);
        QCOMPARE(groups[0].numbers(Quantity::accuracy), (std::vector<double>{36, 37}));
        QCOMPARE(groups[9].finished(), 3);
        QVERIFY(!variesSeeds(tests::madeUpSweep(1)));
    }

    void namesAreShortUnlessShared() {
        QCOMPARE(shortNames({"prior.steps", "objective.width"}),
                 (std::vector<std::string>{"steps", "width"}));
        QCOMPARE(shortNames({"prior.kind", "objective.kind", "prior.steps"}),
                 (std::vector<std::string>{"prior.kind", "objective.kind", "steps"}));
    }
};

QTEST_APPLESS_MAIN(SweepTableTest)
#include "sweep_table_test.moc"
