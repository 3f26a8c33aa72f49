// Trajectory matching as the loop sees it, with made-up experts.
#include "core/objectives/trajectory_matching.h"

#include <ATen/Parallel.h>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/networks/convnet.h"
#include "tests/support/expert_files.h"
#include "tests/support/golden.h"
#include "tests/support/message_of.h"
#include "tests/support/small_matching.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using objectives::Match;
using objectives::Turn;
using tests::same;

namespace {

struct Stop {};

double rateOf(const Match& match) {
    return match.learned.at("student_rate").item<double>();
}

} // namespace

class TrajectoryMatchingTest : public QObject {
    Q_OBJECT

    const at::TensorOptions m_options = at::TensorOptions(at::kFloat);
    const data::Dataset m_real = tests::noiseDataset(m_options);
    const at::Tensor m_images =
        tensor::normal({tests::kClasses * 2, 3, tests::kSize, tests::kSize}, 9, m_options);
    tests::TemporaryFolder m_folder;

    settings::Recipe recipeOf() const {
        settings::Recipe recipe = tests::smallRecipe();
        recipe.objective.kind = settings::ObjectiveKind::trajectory_matching;
        recipe.objective.experts = (m_folder.path() / "experts").string();
        recipe.objective.student_steps = 3;
        recipe.objective.student_batch = 4;
        recipe.objective.expert_epochs = 2;
        recipe.objective.max_start_epoch = 3;
        recipe.objective.student_rate_rate = 1e-3;
        return recipe;
    }
    Match matched(const settings::Recipe& recipe, const Turn& turn) const {
        return objectives::makeObjective(recipe, m_real, m_options)->match(m_images, turn, [] {});
    }
    QString refused(const settings::Recipe& recipe) const {
        return tests::messageOf<base::InputError>(
            [&] { objectives::makeObjective(recipe, m_real, m_options); });
    }

private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        const networks::ConvNet network(
            {.resolution = tests::kSize, .classes = tests::kClasses, .width = 8, .depth = 2});
        tests::writeExperts(m_folder / "experts", network, 3, 4);
    }

    void theLossIsAShareOfTheWayAndTheGradientReachesEveryImage() {
        settings::Recipe recipe = recipeOf();
        recipe.objective.student_batch = 0; // every step sees all
        const Match match = matched(recipe, 1);
        QVERIFY(std::isfinite(match.loss) && match.loss > 0);
        QVERIFY(match.class_losses.empty());
        QCOMPARE(match.gradient_M3HW.sizes(), m_images.sizes());
        QVERIFY(match.gradient_M3HW.abs().amax({1, 2, 3}).min().item<double>() > 0);
        QCOMPARE(match.student_rate.value(), rateOf(match));
    }

    void seedAndIterationSayEverything() {
        const auto objective = objectives::makeObjective(recipeOf(), m_real, m_options);
        const Match third = objective->match(m_images, 3, [] {});
        const Match fifth = objective->match(m_images, 5, [] {});
        QVERIFY(same(fifth, matched(recipeOf(), 5)));
        QVERIFY(same(third, objective->match(m_images, 3, [] {})));
        QVERIFY(third.loss != fifth.loss);
        settings::Recipe other = recipeOf();
        other.distillation.seed = 5;
        QVERIFY(matched(other, 3).loss != third.loss);
    }

    // v = 0.5 v + g, rate -= 1e-3 v; the rate itself is part of what the next match is given.
    void theRateIsLearnedWithMomentum() {
        const Match first = matched(recipeOf(), 1);
        const double g1 = first.learned.at("student_rate_velocity").item<double>();
        QVERIFY(g1 != 0);
        QVERIFY(std::abs(rateOf(first) - (0.01 - 1e-3 * g1)) < 1e-15);
        Turn turn(2);
        turn.learned = first.learned;
        const Match second = matched(recipeOf(), turn);
        settings::Recipe there = recipeOf();
        there.objective.student_rate = rateOf(first);
        const double g2 = matched(there, 2).learned.at("student_rate_velocity").item<double>();
        const double v2 = 0.5 * g1 + g2;
        QVERIFY(std::abs(second.learned.at("student_rate_velocity").item<double>() - v2) < 1e-12);
        QVERIFY(std::abs(rateOf(second) - (rateOf(first) - 1e-3 * v2)) < 1e-14);
        QCOMPARE(second.loss, matched(there, 2).loss);
        QVERIFY(second.loss != matched(recipeOf(), 2).loss);
        QCOMPARE(turn.learned.at("student_rate").item<double>(),
                 rateOf(first)); // what was given is untouched
    }

    void theRateStaysAboveZeroAndTheLogSaysSoOnce() {
        settings::Recipe recipe = recipeOf();
        const double gradient = matched(recipe, 1).learned.at("student_rate_velocity").item<double>();
        recipe.objective.student_rate_rate = 1000 / std::abs(gradient);
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        Turn turn(1);
        turn.learned["student_rate"] = at::full({1}, 0.01, at::kDouble);
        turn.learned["student_rate_velocity"] =
            at::full({1}, 1e9, at::kDouble); // down, whatever the gradient
        int told = 0;
        base::log::setConsole(false);
        base::log::setSink([&](base::log::Level, const std::string& line) {
            told += QString::fromStdString(line).contains("student's rate") ? 1 : 0;
        });
        for (int i = 0; i < 2; ++i)
            QCOMPARE(rateOf(objective->match(m_images, turn, [] {})), 1e-5); // a thousandth of its start
        base::log::setSink({});
        base::log::setConsole(true);
        QCOMPARE(told, 1);
    }

    void aZeroRateOfTheRateKeepsIt() {
        settings::Recipe recipe = recipeOf();
        recipe.objective.student_rate_rate = 0;
        QCOMPARE(rateOf(matched(recipe, 1)), 0.01);
    }

    void everySettingReachesTheGradient() {
        const Match wanted = matched(recipeOf(), 2);
        const auto differs = [&](const auto& change) {
            settings::Recipe recipe = recipeOf();
            change(recipe.objective);
            return !same(matched(recipe, 2), wanted);
        };
        using Objective = settings::ObjectiveSettings;
        QVERIFY(differs([](Objective& objective) { objective.student_steps = 2; }));
        QVERIFY(differs([](Objective& objective) { objective.student_batch = 3; }));
        QVERIFY(differs([](Objective& objective) { objective.student_rate = 0.02; }));
        QVERIFY(differs([](Objective& objective) { objective.expert_epochs = 1; }));
        QVERIFY(differs([](Objective& objective) { objective.augmentation.clear(); }));
        for (const auto kind :
             {settings::TrajectoryGradient::first_order, settings::TrajectoryGradient::released})
            QVERIFY(differs([&](Objective& objective) { objective.trajectory_gradient = kind; }));
        QVERIFY(!differs([](Objective&) {}));
    }

    void expertsAndStartsVary() {
        settings::Recipe one = recipeOf();
        one.objective.max_experts = 1;
        settings::Recipe early = recipeOf();
        early.objective.max_start_epoch = 1;
        int otherExpert = 0, otherStart = 0;
        for (std::int64_t iteration = 1; iteration <= 8; ++iteration) {
            const double loss = matched(recipeOf(), iteration).loss;
            otherExpert += matched(one, iteration).loss != loss ? 1 : 0;
            otherStart += matched(early, iteration).loss != loss ? 1 : 0;
        }
        QVERIFY(otherExpert > 0 && otherExpert < 8);
        QVERIFY(otherStart > 0 && otherStart < 8);
    }

    void whatDoesNotFitEndsInASentence() {
        settings::Recipe recipe = recipeOf();
        recipe.objective.experts.clear();
        QVERIFY(refused(recipe).contains("objective.experts"));
        recipe = recipeOf();
        recipe.objective.max_start_epoch = 4;
        QVERIFY2(refused(recipe).contains("reach epoch 5") && refused(recipe).contains("has 4 epochs"),
                 qPrintable(refused(recipe)));
        recipe = recipeOf();
        recipe.objective.depth = 3;
        QVERIFY(!refused(recipe).isEmpty());
    }

    void liveEditsThatDoNotFitAreRefusedInTheLog() {
        settings::Recipe recipe = recipeOf();
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        recipe.objective.student_steps = 2;
        objective->apply(recipe.objective);
        const Match shorter = objective->match(m_images, 2, [] {});
        QVERIFY(same(shorter, matched(recipe, 2)));
        settings::Recipe unfit = recipe;
        unfit.objective.expert_epochs = 9;
        unfit.objective.student_steps = 1;
        base::log::setConsole(false);
        objective->apply(unfit.objective);
        base::log::setConsole(true);
        QVERIFY(same(objective->match(m_images, 2, [] {}), shorter));
    }

    void theCheckpointMayStop() {
        const auto objective = objectives::makeObjective(recipeOf(), m_real, m_options);
        const Match whole = objective->match(m_images, 1, [] {});
        int asked = 0;
        QVERIFY_THROWS_EXCEPTION(Stop, objective->match(m_images, 1, [&] {
            if (++asked == 5) // in the way back
                throw Stop();
        }));
        QVERIFY(same(objective->match(m_images, 1, [] {}), whole));
    }
};

QTEST_APPLESS_MAIN(TrajectoryMatchingTest)
#include "trajectory_matching_test.moc"
