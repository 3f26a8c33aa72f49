#include "tests/support/golden_prior.h"

using namespace ld3m;

class PixelPriorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void imagesAreTheLearnables() {
        const auto prior = priors::makePrior(tests::goldenRecipe(settings::PriorKind::pixel),
                                             tests::goldenContext(), tests::cpu());
        const at::Tensor real = at::full({2, 3, 4, 4}, 0.485);
        const auto start = prior->initialLearnables(real, settings::Init::real);
        QVERIFY(!start.conditioning.defined());
        QVERIFY(start.latents.select(1, 0).abs().max().item<double>() < 1e-6);
        // (0.485 - 0.456) / 0.224
        QVERIFY(at::allclose(start.latents.select(1, 1), at::full({2, 4, 4}, 0.1294643)));

        const at::Tensor images = prior->synthesize(start, 0);
        QVERIFY(at::equal(images, start.latents));
        QVERIFY2(!images.is_alias_of(start.latents), "an optimiser step must not change images handed out");
        const at::Tensor gradient = at::rand({2, 3, 4, 4});
        QVERIFY(at::equal(prior->pullBack(gradient).latents, gradient));
        QVERIFY(at::equal(prior->preview(start, 3), start.latents));
    }

    void noiseComesFromItsStream() {
        const auto made = [](std::uint64_t seed) {
            auto context = tests::goldenContext();
            context.seed = seed;
            const auto prior =
                priors::makePrior(tests::goldenRecipe(settings::PriorKind::pixel), context, tests::cpu());
            return prior->initialLearnables(at::zeros({2, 3, 16, 16}), settings::Init::noise).latents;
        };
        QVERIFY(at::equal(made(1), made(1)));
        QVERIFY(!at::equal(made(1), made(2)));
        QVERIFY(std::abs(made(1).std().item<double>() - 1) < 0.1);
    }
};

QTEST_APPLESS_MAIN(PixelPriorTest)
#include "pixel_prior_test.moc"
