#include "tests/support/golden_prior.h"

#include <limits>

using namespace ld3m;
using settings::Memory;

namespace {

std::unique_ptr<priors::Prior> made(
    const diffusion::LatentDiffusionModel& model, at::ScalarType type, settings::PriorSettings prior = {},
    std::int64_t resolution = 32, std::function<void()> checkpoint = [] {}) {
    settings::Recipe recipe = tests::goldenRecipe();
    recipe.prior = std::move(prior);
    recipe.prior.kind = settings::PriorKind::autoencoder;
    auto context = tests::goldenContext();
    context.resolution = resolution;
    context.checkpoint = std::move(checkpoint);
    return priors::makePrior(recipe, context, tests::cpu(type), model);
}

diffusion::LatentDiffusionModel autoencoderOnly(std::shared_ptr<const diffusion::Autoencoder> autoencoder) {
    diffusion::LatentDiffusionModel model;
    model.autoencoder = std::move(autoencoder);
    return model;
}

} // namespace

class AutoencoderPriorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encodesRealImages() {
        const auto golden = tests::golden("diffusion/init.safetensors");
        const auto model = autoencoderOnly(tests::goldenAutoencoder(tests::cpu()));
        settings::PriorSettings prior;
        const auto symmetric =
            made(model, at::kFloat, prior)->initialLearnables(golden.at("in.raw"), settings::Init::real);
        LD3M_COMPARE(symmetric.latents, golden.at("out.Z_pm1"), 3e-5);
        QVERIFY(!symmetric.conditioning.defined());
        prior.encoder_input = settings::EncoderInput::normalised;
        const auto normalised =
            made(model, at::kFloat, prior)->initialLearnables(golden.at("in.raw"), settings::Init::real);
        LD3M_COMPARE(normalised.latents, golden.at("out.Z_released"), 3e-5);
    }

    void awkwardResolutionsAreResized() {
        const auto model = autoencoderOnly(tests::goldenAutoencoder(tests::cpu()));
        const auto prior = made(model, at::kFloat, {}, 30);
        const auto start = prior->initialLearnables(at::rand({2, 3, 30, 30}), settings::Init::real);
        QCOMPARE(start.latents.sizes(), at::IntArrayRef({2, 3, 8, 8}));
        QCOMPARE(prior->synthesize(start, 0).sizes(), at::IntArrayRef({2, 3, 30, 30}));
        const auto noise = prior->initialLearnables(at::rand({2, 3, 30, 30}), settings::Init::noise);
        QCOMPARE(noise.latents.sizes(), at::IntArrayRef({2, 3, 8, 8}));
    }

    void imagesAreDecodedThroughTheCodebook() {
        const auto golden = tests::golden("diffusion/vq_f4.safetensors");
        const auto prior = made(autoencoderOnly(tests::goldenAutoencoder(tests::cpu())), at::kFloat);
        const auto context = tests::goldenContext();
        const at::Tensor zero_one = ((golden.at("out.decoded") + 1) / 2).clamp(0, 1);
        const at::Tensor wanted =
            (zero_one - context.mean_3.view({1, 3, 1, 1})) / context.std_3.view({1, 3, 1, 1});
        LD3M_COMPARE(prior->synthesize({golden.at("in.h").clone(), {}}, 0), wanted, 3e-5);
    }

    void generatedImagesMayHaveAMeanOfTheirOwn() {
        const auto model = autoencoderOnly(tests::goldenAutoencoder(tests::cpu()));
        const auto learnables = tests::madeUpLearnables(tests::cpu());
        settings::PriorSettings released;
        released.generated_mean = settings::GeneratedMean::released;
        const auto ours = made(model, at::kFloat), theirs = made(model, at::kFloat, released);
        const at::Tensor own = ours->preview(learnables, 0), shifted = theirs->preview(learnables, 0);
        const auto context = tests::goldenContext();
        const at::Tensor gap =
            (context.mean_3 - at::tensor({0.4377, 0.4438, 0.4728}, at::kDouble)) / context.std_3;
        LD3M_COMPARE(shifted - own, gap.view({1, 3, 1, 1}).expand(own.sizes()), 1e-4);
        LD3M_COMPARE(theirs->pixels(shifted), ours->pixels(own), 1e-5);
        QVERIFY(ours->pixels(own).min().item<double>() > -1e-5);
        // The encoder is given what it was: the quirk is in the generated images alone.
        released.encoder_input = settings::EncoderInput::normalised;
        const auto golden = tests::golden("diffusion/init.safetensors");
        LD3M_COMPARE(made(model, at::kFloat, released)
                         ->initialLearnables(golden.at("in.raw"), settings::Init::real)
                         .latents,
                     golden.at("out.Z_released"), 3e-5);
    }

    void gradientIsTheSlope() {
        const auto model = autoencoderOnly(tests::smoothAutoencoder(tests::cpu(at::kDouble)));
        const at::Tensor Z = tests::madeUpLearnables(tests::cpu(at::kDouble)).latents;
        at::Tensor first;
        for (const Memory memory : {Memory::keep, Memory::per_step, Memory::two_pass, Memory::automatic}) {
            settings::PriorSettings settings;
            settings.memory = memory;
            const auto prior = made(model, at::kDouble, settings);
            const at::Tensor images = prior->synthesize({Z, {}}, 0);
            const at::Tensor r = tests::madeUpGradient(images);
            const at::Tensor gradient = prior->pullBack(r).latents;
            if (!first.defined()) {
                first = gradient;
                const at::Tensor along = tests::madeUpGradient(Z);
                const double slope = tests::slope(
                    [&](const at::Tensor& at_Z) {
                        return tests::dot(prior->preview({at_Z, {}}, 0), r);
                    },
                    Z, along, 1e-6);
                LD3M_COMPARE(at::tensor({tests::dot(gradient, along)}, at::kDouble),
                             at::tensor({slope}, at::kDouble), 1e-6);
            }
            LD3M_COMPARE(gradient, first, 1e-12);
        }
    }

    void pullBackBelongsToOneSynthesize() {
        const auto prior = made(autoencoderOnly(tests::goldenAutoencoder(tests::cpu())), at::kFloat);
        const at::Tensor gradient = at::ones({3, 3, 32, 32});
        QVERIFY_THROWS_EXCEPTION(std::logic_error, prior->pullBack(gradient));
        prior->synthesize(tests::madeUpLearnables(tests::cpu()), 0);
        prior->pullBack(gradient);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, prior->pullBack(gradient));
    }

    void stoppingLeavesItUsable() {
        struct Stop {};
        int left = std::numeric_limits<int>::max();
        const auto prior =
            made(autoencoderOnly(tests::goldenAutoencoder(tests::cpu())), at::kFloat, {}, 32, [&] {
                if (left-- == 0)
                    throw Stop{};
            });
        const auto learnables = tests::madeUpLearnables(tests::cpu());
        const at::Tensor images = prior->synthesize(learnables, 0);
        left = 0;
        QVERIFY_THROWS_EXCEPTION(Stop, prior->synthesize(learnables, 0));
        QVERIFY(at::equal(prior->synthesize(learnables, 0), images));
    }
};

QTEST_APPLESS_MAIN(AutoencoderPriorTest)
#include "autoencoder_prior_test.moc"
