// The two arms of a comparison share data, noise, networks and augmentations, and the residual keeps the
// gradient alive.
#include <ATen/ATen.h>

#include "core/distillation/run_parts.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using settings::Residual;

class SharedDrawsTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;

    distillation::RunParts parts(Residual residual, std::int64_t steps = 2,
                                 settings::ResidualCurve curve = settings::ResidualCurve::linear) {
        settings::Recipe recipe = m_recipe;
        recipe.prior.residual = residual;
        recipe.prior.residual_curve = curve;
        recipe.prior.steps = steps;
        reports::Published published;
        return distillation::buildParts(recipe, published, [] {});
    }

    /// ||dL/dZ|| of the first iteration: same data, noise, networks and augmentations whatever T and residual
    /// are.
    double latentGradient(Residual residual, std::int64_t steps) {
        distillation::RunParts run = parts(residual, steps);
        const auto start = run.prior->initialLearnables(distillation::initialImages(m_recipe, *run.train),
                                                        settings::Init::real);
        double squares = 0;
        for (std::int64_t iteration = 1; iteration <= 3; ++iteration) {
            const at::Tensor images_M3HW = run.prior->synthesize(start, iteration);
            const auto match = run.objective->match(images_M3HW, iteration, [] {});
            squares += run.prior->pullBack(match.gradient_M3HW).latents.norm().item<double>();
        }
        return squares / 3;
    }

private Q_SLOTS:
    void initTestCase() {
        const auto demo = std::filesystem::path(LD3M_SOURCE_FOLDER) / "resources/demo/cifar10-mini";
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        m_recipe = tests::tinyDiffusionRecipe(demo);
        m_recipe.objective.real_batch = 32;
        m_recipe.objective.width = 32;
        m_recipe.objective.depth = 3;
    }

    void initialImagesAreTheSame() {
        const auto released = parts(Residual::released), off = parts(Residual::off);
        QVERIFY(at::equal(distillation::initialImages(m_recipe, *released.train),
                          distillation::initialImages(m_recipe, *off.train)));
        QVERIFY(at::equal(distillation::baselineImages(m_recipe, *released.train),
                          distillation::baselineImages(m_recipe, *off.train)));
    }

    // A released residual of weight 0 is no residual: equal images mean equal noise.
    void noiseIsTheSame() {
        auto none = parts(Residual::released, 4, settings::ResidualCurve::none);
        auto off = parts(Residual::off, 4);
        const auto start = off.prior->initialLearnables(distillation::initialImages(m_recipe, *off.train),
                                                        settings::Init::real);
        for (const std::int64_t iteration : {1, 2})
            LD3M_COMPARE(none.prior->synthesize(start, iteration), off.prior->synthesize(start, iteration),
                         1e-6);
        QVERIFY(!at::equal(off.prior->synthesize(start, 1), off.prior->synthesize(start, 2)));
    }

    // Equal images give bit-equal losses and gradients: equal networks, batches and augmentations.
    void networksBatchesAndAugmentationsAreTheSame() {
        auto released = parts(Residual::released), off = parts(Residual::off, 7);
        const at::Tensor images_M3HW = distillation::baselineImages(m_recipe, *off.train);
        double last = 0;
        for (const std::int64_t iteration : {1, 2, 30}) {
            const auto left = released.objective->match(images_M3HW, iteration, [] {});
            const auto right = off.objective->match(images_M3HW, iteration, [] {});
            QCOMPARE(left.loss, right.loss);
            QVERIFY(at::equal(left.gradient_M3HW, right.gradient_M3HW));
            QVERIFY(left.loss != last);
            last = left.loss;
        }
    }

    // The table of method section 2.1 in shape: without the residual the gradient of Z fades as T grows.
    void theResidualKeepsTheGradientOfZ() {
        const double offShort = latentGradient(Residual::off, 2), offLong = latentGradient(Residual::off, 10);
        const double keptShort = latentGradient(Residual::released, 2),
                     keptLong = latentGradient(Residual::released, 10);
        qInfo("||dL/dZ|| at T = 2 and 10: off %.3g, %.3g; released %.3g, %.3g", offShort, offLong, keptShort,
              keptLong);
        QVERIFY2(offLong < 0.4 * offShort, "without the residual the gradient should fall as T grows");
        QVERIFY2(keptLong > 0.4 * keptShort, "with the residual it should not");
        QVERIFY2(keptLong > 3 * offLong, "at T = 10 the residual should carry most of the gradient");
    }
};

QTEST_GUILESS_MAIN(SharedDrawsTest)
#include "shared_draws_test.moc"
