// Points: their number, order, ids and recipes, and what is said about those that cannot run.
#include <cmath>
#include <set>

#include <QtTest>

#include "core/base/error.h"
#include "core/sweeps/sweep_points.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::sweeps;
using settings::Value;

namespace {

Value whole(std::int64_t number) {
    return number;
}

SweepPlan plan() {
    SweepPlan plan;
    plan.recipe.dataset.path = "/images";
    plan.recipe.prior.checkpoint = "/prior.safetensors";
    plan.set = {{"distillation.iterations", whole(7)}};
    plan.grid = {{"prior.steps", {whole(2), whole(5)}},
                 {"prior.residual", {Value("off"), Value("released")}}};
    plan.seeds = {3, 4};
    return plan;
}

QStringList ids(const SweepPoints& made) {
    QStringList list;
    for (const SweepPoint& point : made.points)
        list << QString::fromStdString(point.id);
    return list;
}

} // namespace

class SweepPointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLastAxisAndTheSeedChangeFastest() {
        const SweepPoints made = pointsOf(plan());
        QVERIFY(made.problems.empty());
        QCOMPARE(ids(made),
                 (QStringList{"steps-2-residual-off-seed-3", "steps-2-residual-off-seed-4",
                              "steps-2-residual-released-seed-3", "steps-2-residual-released-seed-4",
                              "steps-5-residual-off-seed-3", "steps-5-residual-off-seed-4",
                              "steps-5-residual-released-seed-3", "steps-5-residual-released-seed-4"}));
        const SweepPoint& last = made.points.back();
        QCOMPARE(last.recipe.prior.steps, 5);
        QVERIFY(last.recipe.prior.residual == settings::Residual::released);
        QCOMPARE(last.recipe.distillation.seed, 4);
        QCOMPARE(last.recipe.distillation.iterations, 7);
        QCOMPARE(last.varied.size(), std::size_t(3));
    }

    void aPlanWithoutAxesIsOneRun() {
        SweepPlan one = plan();
        one.grid.clear();
        one.seeds.clear();
        QCOMPARE(ids(pointsOf(one)), QStringList{"run"});
    }

    void repeatedPointsAreRunOnce() {
        SweepPlan twice = plan();
        twice.grid[0].values.push_back(whole(2));
        QCOMPARE(pointsOf(twice).points.size(), std::size_t(8));
    }

    void aPlanThatGrowsKeepsItsIds() {
        SweepPlan grown = plan();
        grown.grid[0].values.insert(grown.grid[0].values.begin(), whole(1));
        grown.seeds.push_back(5);
        const QStringList more = ids(pointsOf(grown));
        for (const QString& id : ids(pointsOf(plan())))
            QVERIFY2(more.contains(id), qPrintable(id));
    }

    void shufflingChangesTheOrderOnly() {
        SweepPlan mixed = plan();
        mixed.order = Order::shuffled;
        QStringList shuffled = ids(pointsOf(mixed));
        QCOMPARE(ids(pointsOf(mixed)), shuffled); // the same every time
        QVERIFY(shuffled != ids(pointsOf(plan())));
        mixed.random.seed = 1;
        QVERIFY(ids(pointsOf(mixed)) != shuffled);
        shuffled.sort();
        QStringList listed = ids(pointsOf(plan()));
        listed.sort();
        QCOMPARE(shuffled, listed);
    }

    void idsAreSoundNamesOfFolders() {
        SweepPlan plan;
        plan.recipe.dataset.path = "/images";
        plan.recipe.prior.kind = settings::PriorKind::pixel;
        plan.grid = {{"dataset.path", {Value("/a/ä b"), Value("/b/ä b")}},
                     {"evaluation.networks", {Value(std::vector<std::string>{"convnet", "vit"})}},
                     {"distillation.latent_rate", {Value(1e-6), Value(0.25)}},
                     {"objective.width", {whole(8)}},
                     {"evaluation.width", {whole(8)}}};
        std::set<std::string> known;
        for (const SweepPoint& point : pointsOf(plan).points) {
            QVERIFY2(point.id.size() <= 60, point.id.c_str());
            QVERIFY2(point.id.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") ==
                         std::string::npos,
                     point.id.c_str());
            known.insert(point.id);
        }
        QCOMPARE(known.size(), std::size_t(4)); // both folders are called alike
        plan.grid = {{"objective.width", {whole(8)}}, {"evaluation.width", {whole(16)}}};
        QCOMPARE(ids(pointsOf(plan)), QStringList{"objective.width-8-evaluation.width-16"});
    }

    void randomPointsFillTheirRanges() {
        SweepPlan random = plan();
        random.grid.clear();
        random.seeds.clear();
        random.random = {400,
                         1,
                         {{"distillation.latent_rate", Range{0.001, 1, true}},
                          {"prior.steps", Range{2, 5, false}},
                          {"prior.eta", Range{0, 1, false}},
                          {"prior.residual", std::vector<Value>{Value("off"), Value("released")}}}};
        const SweepPoints made = pointsOf(random);
        QVERIFY(made.problems.empty());
        QCOMPARE(made.points.size(), std::size_t(400));
        std::vector<int> steps(6, 0);
        int below = 0;
        int off = 0;
        double eta = 0;
        for (const SweepPoint& point : made.points) {
            const double rate = point.recipe.distillation.latent_rate;
            QVERIFY(rate >= 0.001 && rate <= 1);
            QCOMPARE(std::stod(settings::toText(Value(rate))), rate);
            QVERIFY(settings::toText(Value(rate)).size() <= 9); // four digits
            below += rate < std::sqrt(0.001) ? 1 : 0;
            ++steps.at(static_cast<std::size_t>(point.recipe.prior.steps));
            off += point.recipe.prior.residual == settings::Residual::off ? 1 : 0;
            eta += point.recipe.prior.eta / 400;
        }
        // Three standard deviations and more.
        QVERIFY2(std::abs(below - 200) < 35, qPrintable(QString::number(below)));
        QVERIFY2(std::abs(off - 200) < 35, qPrintable(QString::number(off)));
        QVERIFY2(std::abs(eta - 0.5) < 0.05, qPrintable(QString::number(eta)));
        for (std::size_t number = 2; number <= 5; ++number)
            QVERIFY2(std::abs(steps[number] - 100) < 30, qPrintable(QString::number(steps[number])));
    }

    void moreDrawsLeaveTheFirstOnes() {
        SweepPlan few = plan();
        few.grid.clear();
        few.seeds.clear();
        few.random = {3, 1, {{"distillation.latent_rate", Range{0.001, 1, true}}}};
        SweepPlan more = few;
        more.random.count = 5;
        QCOMPARE(ids(pointsOf(more)).mid(0, 3), ids(pointsOf(few)));
        more.random.seed = 2;
        QVERIFY(ids(pointsOf(more)).mid(0, 3) != ids(pointsOf(few)));
    }

    void everyUnsoundPointIsTold() {
        SweepPlan unsound = plan();
        unsound.grid = {{"prior.steps", {whole(1), whole(2)}},
                        {"prior.residual_curve", {Value("constant"), Value("linear")}},
                        {"prior.residual", {Value("released")}}};
        const SweepPoints made = pointsOf(unsound);
        QCOMPARE(made.problems.size(), std::size_t(2)); // T = 1, linear, two seeds
        QVERIFY2(made.problems[0].starts_with(
                     "steps-1-residual_curve-linear-residual-released-seed-3: prior.steps = 1"),
                 made.problems[0].c_str());
        const QString said = tests::messageOf<base::InputError>([&] { soundPointsOf(unsound); });
        QCOMPARE(said.count('\n'), 1);
    }

    void plansThatContradictThemselvesAreTold() {
        SweepPlan twice = plan();
        twice.set.push_back({"prior.steps", whole(3)});
        twice.grid.push_back({"distillation.seed", {whole(1)}});
        const SweepPoints made = pointsOf(twice);
        QCOMPARE(made.problems.size(), std::size_t(2));
        QVERIFY(made.points.empty());
        SweepPlan unknown = plan();
        unknown.grid[0].key = "prior.step";
        QVERIFY(
            QString::fromStdString(pointsOf(unknown).problems.at(0)).contains("did you mean prior.steps"));
        SweepPlan huge = plan();
        huge.seeds.assign(100000, 1);
        QVERIFY(QString::fromStdString(pointsOf(huge).problems.at(0)).contains("400000 points"));
    }

    void aPresetDoesNotUndoWhatIsSetBesideIt() {
        SweepPlan protocols = plan();
        protocols.set.push_back({"evaluation.epochs", whole(9)});
        protocols.grid = {{"evaluation.protocol", {Value("dsa"), Value("dc")}}};
        for (const SweepPoint& point : pointsOf(protocols).points)
            QCOMPARE(point.recipe.evaluation.epochs, 9);
    }
};

QTEST_APPLESS_MAIN(SweepPointsTest)
#include "sweep_points_test.moc"
