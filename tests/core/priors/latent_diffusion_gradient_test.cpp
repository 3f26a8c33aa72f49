// The whole prior, (Z, c) to normalised images: memory modes against each other and against central
// differences.
#include "tests/support/golden_prior.h"

using namespace ld3m;
using settings::Memory;
using settings::Residual;
using settings::Sampler;

namespace {

priors::Learnables pulled(const settings::Recipe& recipe, const diffusion::LatentDiffusionModel& model,
                          const c10::TensorOptions& options) {
    const auto prior = priors::makePrior(recipe, tests::goldenContext(), options, model);
    return prior->pullBack(tests::madeUpGradient(prior->synthesize(tests::madeUpLearnables(options), 4)));
}

/// 1 for pixels that a small step cannot take across a bound of [0,1], where the image has a kink.
at::Tensor awayFromTheClamp(const at::Tensor& images) {
    const auto context = tests::goldenContext();
    const at::Tensor raw = images * context.std_3.view({1, 3, 1, 1}) + context.mean_3.view({1, 3, 1, 1});
    return ((raw > 1e-3) * (raw < 1 - 1e-3)).to(images.options());
}

} // namespace

class LatentDiffusionGradientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modesAgreeExactly() {
        const auto model = tests::goldenModel(true, tests::cpu());
        for (const settings::Noise noise : {settings::Noise::iteration, settings::Noise::redraw}) {
            settings::Recipe recipe = tests::goldenRecipe();
            recipe.prior.noise = noise;
            recipe.prior.memory = Memory::keep;
            const auto wanted = pulled(recipe, model, tests::cpu());
            for (const Memory memory : {Memory::per_step, Memory::two_pass, Memory::automatic}) {
                recipe.prior.memory = memory;
                const auto found = pulled(recipe, model, tests::cpu());
                QVERIFY(at::equal(found.latents, wanted.latents));
                QVERIFY(at::equal(found.conditioning, wanted.conditioning));
            }
        }
    }

    void slopes_data() {
        QTest::addColumn<int>("residual");
        QTest::addColumn<int>("sampler");
        QTest::addColumn<double>("eta");
        QTest::newRow("off ddim") << int(Residual::off) << int(Sampler::ddim) << 0.0;
        QTest::newRow("off ddpm") << int(Residual::off) << int(Sampler::ddpm) << 0.0;
        QTest::newRow("paper ddim") << int(Residual::paper) << int(Sampler::ddim) << 0.0;
        QTest::newRow("paper ddpm") << int(Residual::paper) << int(Sampler::ddpm) << 0.0;
        QTest::newRow("released ddim") << int(Residual::released) << int(Sampler::ddim) << 0.0;
        QTest::newRow("released ddim eta") << int(Residual::released) << int(Sampler::ddim) << 0.5;
        QTest::newRow("released ddpm") << int(Residual::released) << int(Sampler::ddpm) << 0.0;
        QTest::newRow("off dpmpp_2m") << int(Residual::off) << int(Sampler::dpmpp_2m) << 0.0;
        QTest::newRow("paper dpmpp_2m") << int(Residual::paper) << int(Sampler::dpmpp_2m) << 0.0;
        QTest::newRow("released dpmpp_2m") << int(Residual::released) << int(Sampler::dpmpp_2m) << 0.0;
    }

    void slopes() {
        QFETCH(int, residual);
        QFETCH(int, sampler);
        QFETCH(double, eta);
        const auto options = tests::cpu(at::kDouble);
        auto model = tests::goldenModel(true, options);
        model.autoencoder = tests::smoothAutoencoder(options);
        settings::Recipe recipe = tests::goldenRecipe();
        recipe.prior.residual = static_cast<Residual>(residual);
        recipe.prior.sampler = static_cast<Sampler>(sampler);
        recipe.prior.eta = eta;
        recipe.prior.memory = Memory::keep;
        const auto prior = priors::makePrior(recipe, tests::goldenContext(), options, model);
        const auto learnables = tests::madeUpLearnables(options);
        const at::Tensor images = prior->synthesize(learnables, 4);
        const at::Tensor r = awayFromTheClamp(images) * tests::madeUpGradient(images);
        const auto found = prior->pullBack(r);

        const auto kept = pulled(recipe, model, options);
        for (const Memory memory : {Memory::per_step, Memory::two_pass}) {
            recipe.prior.memory = memory;
            const auto again = pulled(recipe, model, options);
            LD3M_COMPARE(again.latents, kept.latents, 1e-10);
            LD3M_COMPARE(again.conditioning, kept.conditioning, 1e-10);
        }

        const at::Tensor along_Z = tests::madeUpGradient(learnables.latents);
        const at::Tensor along_c = tests::madeUpGradient(learnables.conditioning);
        const double slope_Z = tests::slope(
            [&](const at::Tensor& Z) {
                return tests::dot(prior->preview({Z, learnables.conditioning}, 4), r);
            },
            learnables.latents, along_Z, 1e-6);
        // A longer step: with the paper's residual c moves the images by a millionth, and rounding counts.
        const double slope_c = tests::slope(
            [&](const at::Tensor& c) {
                return tests::dot(prior->preview({learnables.latents, c}, 4), r);
            },
            learnables.conditioning, along_c, 1e-4);
        LD3M_COMPARE(at::tensor({tests::dot(found.latents, along_Z)}, at::kDouble),
                     at::tensor({slope_Z}, at::kDouble), 1e-5);
        LD3M_COMPARE(at::tensor({tests::dot(found.conditioning, along_c)}, at::kDouble),
                     at::tensor({slope_c}, at::kDouble), 1e-5);
    }
};

QTEST_APPLESS_MAIN(LatentDiffusionGradientTest)
#include "latent_diffusion_gradient_test.moc"
