// Distribution matching as the loop sees it, on a small dataset in memory.
#include "core/objectives/distribution_matching.h"

#include <numeric>

#include <ATen/Parallel.h>

#include "tests/support/golden.h"
#include "tests/support/small_matching.h"

using namespace ld3m;
using objectives::Match;
using tests::same;

namespace {

settings::Recipe recipeOf() {
    settings::Recipe recipe = tests::smallRecipe();
    recipe.objective.kind = settings::ObjectiveKind::distribution_matching;
    return recipe;
}

Match matched(const settings::Recipe& recipe, const data::Dataset& real, const at::Tensor& images,
              std::int64_t iteration) {
    return objectives::makeObjective(recipe, real, at::TensorOptions(images.scalar_type()))
        ->match(images, {iteration}, [] {});
}

struct Stop {};

} // namespace

class DistributionMatchingTest : public QObject {
    Q_OBJECT

    const at::TensorOptions m_options = at::TensorOptions(at::kFloat);
    const data::Dataset m_real = tests::noiseDataset(m_options);
    const at::Tensor m_images =
        tensor::normal({tests::kClasses * 2, 3, tests::kSize, tests::kSize}, 9, m_options);

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void classLossesSumToTheLoss() {
        const Match match = matched(recipeOf(), m_real, m_images, 1);
        QCOMPARE(match.class_losses.size(), std::size_t(tests::kClasses));
        const double sum = std::accumulate(match.class_losses.begin(), match.class_losses.end(), 0.0);
        QVERIFY(std::abs(sum - match.loss) < 1e-12 * match.loss);
        QCOMPARE(match.gradient_M3HW.sizes(), m_images.sizes());
        QVERIFY(match.gradient_M3HW.abs().amax({1, 2, 3}).min().item<double>() > 0);
    }

    void seedAndIterationSayEverything() {
        const auto objective = objectives::makeObjective(recipeOf(), m_real, m_options);
        const Match third = objective->match(m_images, {3}, [] {});
        const Match fifth = objective->match(m_images, {5}, [] {});
        QVERIFY(same(fifth, matched(recipeOf(), m_real, m_images, 5)));
        QVERIFY(same(third, objective->match(m_images, {3}, [] {})));
        QVERIFY(third.loss != fifth.loss);
        settings::Recipe other = recipeOf();
        other.distillation.seed = 5;
        QVERIFY(matched(other, m_real, m_images, 3).loss != third.loss);
    }

    void threadsMatterOnlyToRounding() {
        const Match alone = matched(recipeOf(), m_real, m_images, 2);
        at::set_num_threads(2);
        const Match together = matched(recipeOf(), m_real, m_images, 2);
        at::set_num_threads(1);
        LD3M_COMPARE(at::tensor(together.class_losses), at::tensor(alone.class_losses), 1e-5);
        LD3M_COMPARE(together.gradient_M3HW, alone.gradient_M3HW, 1e-5);
    }

    // real_batch takes all: both sides get one augmentation and one network, each class its own images.
    void realImagesMatchThemselves() {
        const at::TensorOptions options(at::kDouble);
        const data::Dataset real = tests::noiseDataset(options);
        settings::Recipe recipe = recipeOf();
        recipe.objective.real_batch = 256;
        const at::Tensor images = real.rows(0, real.size()).first;
        const at::Tensor shifted = images.roll(tests::kPerClass, 0); // the next class's images
        for (std::int64_t iteration = 1; iteration <= 12; ++iteration) {
            QVERIFY(matched(recipe, real, images, iteration).loss < 1e-20);
            QVERIFY(matched(recipe, real, shifted, iteration).loss > 1e-4);
        }
    }

    void networkAndBatchAreThoseOfGradientMatching() {
        // The one real image that matches a batch of one perfectly is the one drawn: the same for both
        // objectives.
        const at::TensorOptions options(at::kDouble);
        const data::Dataset real = tests::noiseDataset(options);
        settings::Recipe recipe = recipeOf();
        recipe.objective.real_batch = 1;
        recipe.objective.distance = settings::Distance::mse;
        settings::Recipe other = recipe;
        other.objective.kind = settings::ObjectiveKind::gradient_matching;
        int found = 0;
        for (std::int64_t k = 0; k < tests::kPerClass; ++k) {
            const at::Tensor images = at::cat({real.batch(0, {k}), real.batch(1, {k}), real.batch(2, {k})});
            const Match dm = matched(recipe, real, images, 1), dc = matched(other, real, images, 1);
            for (std::size_t label = 0; label < 3; ++label) {
                QCOMPARE(dm.class_losses[label] < 1e-20, dc.class_losses[label] < 1e-20);
                found += dm.class_losses[label] < 1e-20 ? 1 : 0;
            }
        }
        QCOMPARE(found, 3);
    }

    void theCheckpointMayStop() {
        const auto objective = objectives::makeObjective(recipeOf(), m_real, m_options);
        const Match whole = objective->match(m_images, {1}, [] {});
        QVERIFY_THROWS_EXCEPTION(Stop, objective->match(m_images, {1}, [] { throw Stop(); }));
        QVERIFY(same(objective->match(m_images, {1}, [] {}), whole));
    }

    void realBatchMayChangeDuringARun() {
        settings::Recipe recipe = recipeOf();
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        const Match before = objective->match(m_images, {1}, [] {});
        recipe.objective.real_batch = 5;
        objective->apply(recipe.objective);
        const Match after = objective->match(m_images, {1}, [] {});
        QVERIFY(after.loss != before.loss);
        QVERIFY(same(after, matched(recipe, m_real, m_images, 1)));
    }
};

QTEST_APPLESS_MAIN(DistributionMatchingTest)
#include "distribution_matching_test.moc"
