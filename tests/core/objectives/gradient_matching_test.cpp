// The objective as the loop sees it, on a small dataset in memory.
#include "core/objectives/gradient_matching.h"

#include <numeric>
#include <set>

#include <ATen/Parallel.h>

#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using objectives::Match;

namespace {

constexpr std::int64_t kClasses = 3;
constexpr std::int64_t kPerClass = 5;
constexpr std::int64_t kSize = 16;

data::Dataset madeUpDataset(const c10::TensorOptions& options, std::uint64_t seed = 1) {
    const at::Tensor noise =
        tensor::normal({kClasses * kPerClass, 3, kSize, kSize}, seed, at::TensorOptions(at::kFloat));
    const at::Tensor images = (noise * 50 + 128).clamp(0, 255).to(at::kByte);
    return {images,
            {0, kPerClass, 2 * kPerClass, 3 * kPerClass},
            {"a", "b", "c"},
            at::tensor({0.5, 0.45, 0.4}),
            at::tensor({0.2, 0.25, 0.3}),
            options};
}

settings::Recipe smallRecipe() {
    settings::Recipe recipe;
    recipe.dataset.resolution = kSize;
    recipe.distillation.seed = 4;
    recipe.objective.real_batch = 3;
    recipe.objective.width = 8;
    recipe.objective.depth = 2;
    return recipe;
}

settings::Recipe plainRecipe() {
    settings::Recipe recipe = smallRecipe();
    recipe.objective.augmentation.clear();
    return recipe;
}

Match matched(const settings::Recipe& recipe, const data::Dataset& real, const at::Tensor& images,
              std::int64_t iteration) {
    const at::TensorOptions options(images.scalar_type());
    return objectives::makeObjective(recipe, real, options)->match(images, iteration, [] {});
}

bool same(const Match& left, const Match& right) {
    return left.loss == right.loss && left.class_losses == right.class_losses &&
           at::equal(left.gradient_M3HW, right.gradient_M3HW);
}

struct Stop {};

} // namespace

class GradientMatchingTest : public QObject {
    Q_OBJECT

    const at::TensorOptions m_options = at::TensorOptions(at::kFloat);
    const data::Dataset m_real = madeUpDataset(m_options);
    const at::Tensor m_images = tensor::normal({kClasses * 2, 3, kSize, kSize}, 9, m_options);

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void classLossesSumToTheLoss() {
        const Match match = matched(smallRecipe(), m_real, m_images, 1);
        QCOMPARE(match.class_losses.size(), std::size_t(kClasses));
        const double sum = std::accumulate(match.class_losses.begin(), match.class_losses.end(), 0.0);
        QVERIFY(std::abs(sum - match.loss) < 1e-12 * match.loss);
        for (const double loss : match.class_losses)
            QVERIFY(loss > 0 && std::isfinite(loss));
        QCOMPARE(match.gradient_M3HW.sizes(), m_images.sizes());
        QVERIFY(!match.gradient_M3HW.requires_grad() && !m_images.requires_grad());
        const at::Tensor largest_M = match.gradient_M3HW.abs().amax({1, 2, 3});
        QVERIFY(largest_M.min().item<double>() > 0 && std::isfinite(largest_M.max().item<double>()));
    }

    void seedAndIterationSayEverything() {
        const settings::Recipe recipe = smallRecipe();
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        const Match third = objective->match(m_images, 3, [] {});
        const Match fifth = objective->match(m_images, 5, [] {}); // whatever came before
        QVERIFY(same(fifth, matched(recipe, m_real, m_images, 5)));
        QVERIFY(same(third, objective->match(m_images, 3, [] {})));
        QVERIFY(third.loss != fifth.loss);
        settings::Recipe other = recipe;
        other.distillation.seed = 5;
        QVERIFY(matched(other, m_real, m_images, 3).loss != third.loss);
    }

    // Classes on two cores at once, and the third alone on both: the same sums in another order.
    void threadsMatterOnlyToRounding() {
        const Match alone = matched(smallRecipe(), m_real, m_images, 2);
        at::set_num_threads(2);
        const Match together = matched(smallRecipe(), m_real, m_images, 2);
        at::set_num_threads(1);
        LD3M_COMPARE(at::tensor(together.class_losses), at::tensor(alone.class_losses), 1e-6);
        LD3M_COMPARE(together.gradient_M3HW, alone.gradient_M3HW, 1e-5);
    }

    void theCheckpointIsAskedAndMayStop() {
        const auto objective = objectives::makeObjective(smallRecipe(), m_real, m_options);
        int asked = 0;
        const Match whole = objective->match(m_images, 1, [&] { ++asked; });
        QCOMPARE(asked, int(kClasses)); // between any two classes
        asked = 0;
        QVERIFY_THROWS_EXCEPTION(Stop, objective->match(m_images, 1, [&] {
            if (++asked == 2)
                throw Stop();
        }));
        QCOMPARE(asked, 2);
        QVERIFY(same(objective->match(m_images, 1, [] {}), whole)); // nothing of the stopped one is left
    }

    void classesDoNotSeeEachOther() {
        const Match before = matched(smallRecipe(), m_real, m_images, 1);
        at::Tensor images = m_images.clone();
        images.slice(0, 2, 4).mul_(0.5); // class 1
        const Match after = matched(smallRecipe(), m_real, images, 1);
        for (const std::size_t label : {0, 1, 2}) {
            const auto from = static_cast<std::int64_t>(2 * label);
            const bool equal = at::equal(after.gradient_M3HW.slice(0, from, from + 2),
                                         before.gradient_M3HW.slice(0, from, from + 2));
            QCOMPARE(equal, label != 1);
            QCOMPARE(after.class_losses[label] == before.class_losses[label], label != 1);
        }
    }

    // A class's own real images on the synthetic side match themselves, for real_batch takes all: so both
    // sides get one augmentation and one network, and each class is compared with its own images.
    void realImagesMatchThemselves() {
        const at::TensorOptions options(at::kDouble);
        const data::Dataset real = madeUpDataset(options);
        settings::Recipe recipe = smallRecipe();
        recipe.objective.real_batch = 256;
        recipe.objective.distance = settings::Distance::mse;
        const at::Tensor images = real.rows(0, real.size()).first;
        const at::Tensor shifted = images.roll(kPerClass, 0); // the next class's images
        for (std::int64_t iteration = 1; iteration <= 12; ++iteration) {
            QVERIFY(matched(recipe, real, images, iteration).loss < 1e-20);
            QVERIFY(matched(recipe, real, shifted, iteration).loss > 1e-4);
        }
    }

    // With all real images and no augmentation only the network is drawn.
    void everyIterationHasAFreshNetwork() {
        settings::Recipe recipe = plainRecipe();
        recipe.objective.real_batch = 256;
        const double first = matched(recipe, m_real, m_images, 1).loss;
        QVERIFY(std::abs(matched(recipe, m_real, m_images, 2).loss - first) > 1e-3 * first);
    }

    // A batch of one is found by trying: the synthetic image that matches perfectly is the real one drawn.
    void everyClassAndIterationDrawsItsOwnBatch() {
        const at::TensorOptions options(at::kDouble);
        const data::Dataset real = madeUpDataset(options);
        settings::Recipe recipe = plainRecipe();
        recipe.objective.real_batch = 1;
        recipe.objective.distance = settings::Distance::mse;
        std::vector<std::vector<std::int64_t>> drawn(kClasses); // by class and iteration
        for (std::int64_t iteration = 1; iteration <= 8; ++iteration)
            for (std::int64_t k = 0; k < kPerClass; ++k) {
                const at::Tensor images =
                    at::cat({real.batch(0, {k}), real.batch(1, {k}), real.batch(2, {k})});
                const Match match = matched(recipe, real, images, iteration);
                for (std::size_t label = 0; label < drawn.size(); ++label)
                    if (match.class_losses[label] < 1e-20)
                        drawn[label].push_back(k);
            }
        for (const std::vector<std::int64_t>& ofClass : drawn) {
            QCOMPARE(ofClass.size(), std::size_t{8}); // exactly one image an iteration
            QVERIFY(std::set(ofClass.begin(), ofClass.end()).size() > 1);
        }
        QVERIFY(drawn[0] != drawn[1] && drawn[1] != drawn[2] && drawn[0] != drawn[2]);
    }

    // About half of all flips change nothing: which ones do shows the draw of each class and iteration.
    void everyClassAndIterationDrawsItsOwnAugmentation() {
        settings::Recipe flips = plainRecipe();
        flips.objective.augmentation = {"flip"};
        std::vector<std::vector<bool>> flipped(kClasses); // by class and iteration
        for (std::int64_t iteration = 1; iteration <= 12; ++iteration) {
            const Match with = matched(flips, m_real, m_images, iteration);
            const Match without = matched(plainRecipe(), m_real, m_images, iteration);
            for (std::size_t label = 0; label < flipped.size(); ++label)
                flipped[label].push_back(with.class_losses[label] != without.class_losses[label]);
        }
        for (const std::vector<bool>& ofClass : flipped)
            QVERIFY(std::set(ofClass.begin(), ofClass.end()).size() == 2);
        QVERIFY(flipped[0] != flipped[1] && flipped[1] != flipped[2] && flipped[0] != flipped[2]);
    }

    void realBatchMayChangeDuringARun() {
        settings::Recipe recipe = smallRecipe();
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        const Match before = objective->match(m_images, 1, [] {});
        recipe.objective.real_batch = 5;
        objective->apply(recipe.objective);
        const Match after = objective->match(m_images, 1, [] {});
        QVERIFY(after.loss != before.loss);
        QVERIFY(same(after, matched(recipe, m_real, m_images, 1)));
    }

    void everySettingReachesTheLoss() {
        const Match wanted = matched(smallRecipe(), m_real, m_images, 1);
        const auto differs = [&](const auto& change) {
            settings::Recipe recipe = smallRecipe();
            change(recipe.objective);
            return matched(recipe, m_real, m_images, 1).loss != wanted.loss;
        };
        using Objective = settings::ObjectiveSettings;
        QVERIFY(differs([](Objective& objective) { objective.width = 12; }));
        QVERIFY(differs([](Objective& objective) { objective.depth = 1; }));
        QVERIFY(differs([](Objective& objective) { objective.norm = settings::Norm::none; }));
        QVERIFY(differs([](Objective& objective) { objective.distance = settings::Distance::cosine; }));
        QVERIFY(differs(
            [](Objective& objective) { objective.real_gradient = settings::RealGradient::half_batches; }));
        QVERIFY(!differs([](Objective&) {}));
    }
};

QTEST_APPLESS_MAIN(GradientMatchingTest)
#include "gradient_matching_test.moc"
