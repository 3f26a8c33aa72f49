// The objective as the loop sees it, on a small dataset in memory.
#include "core/objectives/gradient_matching.h"

#include <numeric>
#include <set>

#include <ATen/Parallel.h>

#include "core/base/error.h"
#include "core/objectives/matching_loops.h"
#include "tests/support/golden.h"
#include "tests/support/small_matching.h"

using namespace ld3m;
using objectives::Match;
using objectives::Turn;
using tests::kClasses;
using tests::kPerClass;
using tests::kSize;
using tests::noiseDataset;
using tests::same;
using tests::smallRecipe;

namespace {

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

struct Stop {};

} // namespace

class GradientMatchingTest : public QObject {
    Q_OBJECT

    const at::TensorOptions m_options = at::TensorOptions(at::kFloat);
    const data::Dataset m_real = noiseDataset(m_options);
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
        const data::Dataset real = noiseDataset(options);
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
        const data::Dataset real = noiseDataset(options);
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

    void outerLoopsAreCountedBySettingsOrByTheTable() {
        const auto loops = [&](std::int64_t outer, std::int64_t inner, std::int64_t ipc) {
            settings::Recipe recipe = smallRecipe();
            recipe.objective.outer_loops = outer;
            recipe.objective.inner_loops = inner;
            const auto found = objectives::matchingLoops(recipe.objective, ipc);
            return std::pair(found.outer, found.inner);
        };
        using Loops = std::pair<std::int64_t, std::int64_t>;
        QCOMPARE(loops(1, 1, 10), (Loops{1, 1})); // the public code's, at every IPC
        QCOMPARE(loops(0, 0, 1), (Loops{1, 1}));
        QCOMPARE(loops(0, 0, 10), (Loops{10, 50}));
        QCOMPARE(loops(0, 0, 50), (Loops{50, 10}));
        QCOMPARE(loops(3, 0, 20), (Loops{3, 25}));
        QCOMPARE(loops(3, 2, 7), (Loops{3, 2}));
        try {
            loops(0, 1, 7);
            QFAIL("there is no such row");
        } catch (const base::InputError& problem) {
            QVERIFY(QString(problem.what()).contains("distillation.ipc = 7"));
            QVERIFY(QString(problem.what()).contains("objective.outer_loops"));
        }
    }

    // The second outer loop sees other images and augmentations, and the network as trained in between.
    void outerLoopsShareOneNetworkThatTrains() {
        settings::Recipe recipe = plainRecipe();
        recipe.objective.outer_loops = 2;
        recipe.objective.inner_loops = 3;
        recipe.objective.real_batch = 256; // all: only the network can differ
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        QCOMPARE(objective->outerLoops(), 2);
        const Match first = objective->match(m_images, 1, [] {});
        const Match again = objective->match(m_images, Turn(1, 1), [] {});
        LD3M_COMPARE(again.gradient_M3HW, first.gradient_M3HW, 1e-6); // untrained: the same network
        int asked = 0;
        objective->between(m_images, 1, [&] { ++asked; });
        QCOMPARE(asked, 3);
        const Match trained = objective->match(m_images, Turn(1, 1), [] {});
        QVERIFY(std::abs(trained.loss - first.loss) > 1e-4 * first.loss);
        QVERIFY(same(objective->match(m_images, 1, [] {}), first)); // an iteration begins anew
        objective->between(m_images, 1, [] {});
        QVERIFY(same(objective->match(m_images, Turn(1, 1), [] {}), trained));
    }

    void outerLoopsDrawTheirOwnBatches() {
        settings::Recipe recipe = plainRecipe();
        recipe.objective.outer_loops = 2;
        const auto objective = objectives::makeObjective(recipe, m_real, m_options);
        const Match first = objective->match(m_images, 1, [] {});
        QVERIFY(same(first,
                     matched(plainRecipe(), m_real, m_images, 1))); // the first draws what a lone one draws
        QVERIFY(objective->match(m_images, Turn(1, 1), [] {}).loss != first.loss);
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
