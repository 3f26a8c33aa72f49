#include "tests/support/golden_prior.h"

#include <limits>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/diffusion/reverse_process.h"
#include "core/priors/latent_images.h"
#include "core/tensor/random.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using settings::Memory;
using settings::Noise;
using settings::Residual;

namespace {

std::unique_ptr<priors::Prior> made(
    const settings::Recipe& recipe, const diffusion::LatentDiffusionModel& model,
    std::function<void()> checkpoint = [] {}) {
    auto context = tests::goldenContext();
    context.checkpoint = std::move(checkpoint);
    return priors::makePrior(recipe, context, tests::cpu(), model);
}

/// The chain put together by hand, with the noise of the streams that the prior documents.
at::Tensor expectedImages(const settings::Recipe& recipe, const diffusion::LatentDiffusionModel& model,
                          const priors::Learnables& learnables, std::int64_t iteration) {
    const auto context = tests::goldenContext();
    const priors::LatentImages images(model.autoencoder, recipe.prior, context, tests::cpu());
    const diffusion::ReverseProcess process{
        .schedule = diffusion::makeReverseSchedule(model.schedule, recipe.prior),
        .denoiser = [&](const at::Tensor& z, const at::Tensor& t,
                        const at::Tensor& c) { return (*model.unet)(z, t, c); },
        .quantize = [&](const at::Tensor& z) { return model.autoencoder->quantize(z); },
        .output = [&](const at::Tensor& z) { return images.decode(z); }};
    const auto noise = [&](const char* stream, std::int64_t index) {
        return tensor::normal(learnables.latents.sizes(),
                              base::streamSeed(context.seed, stream, iteration, index), tests::cpu());
    };
    diffusion::ReverseInputs inputs{.latents_BCHW = learnables.latents,
                                    .conditioning_B1D = learnables.conditioning,
                                    .unconditional_B1D = model.embedder->unconditional(3),
                                    .start_noise_BCHW = noise("noise.start", 0),
                                    .step_noise = {}};
    for (std::size_t k = 0; k < process.schedule.steps.size(); ++k)
        inputs.step_noise.push_back(noise("noise.step", static_cast<std::int64_t>(k)));
    return process.sample(inputs);
}

} // namespace

class LatentDiffusionPriorTest : public QObject {
    Q_OBJECT

    const diffusion::LatentDiffusionModel m_model = tests::goldenModel(true, tests::cpu());
    const priors::Learnables m_learnables = tests::madeUpLearnables(tests::cpu());

private Q_SLOTS:
    void startsFromRealImagesAndClasses() {
        const auto golden = tests::golden("diffusion/init.safetensors");
        const at::Tensor& ids = golden.at("in.class_ids");
        const auto* first = ids.const_data_ptr<std::int64_t>();
        const auto context = tests::goldenContext({first, first + ids.numel()});
        const auto prior = priors::makePrior(tests::goldenRecipe(), context, tests::cpu(), m_model);
        const auto real = prior->initialLearnables(golden.at("in.raw"), settings::Init::real);
        LD3M_COMPARE(real.latents, golden.at("out.Z_pm1"), 3e-5);
        LD3M_COMPARE(real.conditioning, golden.at("out.c"), 0);

        const auto noise = prior->initialLearnables(golden.at("in.raw"), settings::Init::noise);
        QCOMPARE(noise.latents.sizes(), real.latents.sizes());
        QCOMPARE(noise.conditioning.sizes(), real.conditioning.sizes());
        QVERIFY(std::abs(noise.latents.std().item<double>() - 1) < 0.1);
        QVERIFY(!at::equal(noise.conditioning.flatten(), noise.latents.flatten().narrow(0, 0, 64)));

        // A prior of a thousand classes goes by ImageNet's numbers where the run's classes have some.
        auto imagenet = tests::goldenContext({0, 1, 2, 3});
        imagenet.class_ids.resize(context.class_ids.size());
        imagenet.imagenet_ids = context.class_ids;
        LD3M_COMPARE(priors::makePrior(tests::goldenRecipe(), imagenet, tests::cpu(), m_model)
                         ->initialLearnables(golden.at("in.raw"), settings::Init::real)
                         .conditioning,
                     golden.at("out.c"), 0);

        const auto few =
            priors::makePrior(tests::goldenRecipe(), tests::goldenContext({1}), tests::cpu(), m_model);
        QVERIFY_THROWS_EXCEPTION(base::InputError,
                                 few->initialLearnables(golden.at("in.raw"), settings::Init::real));
    }

    // Also what makes twins comparable: the draws depend on seed and iteration, not on residual or sampler.
    void drawsComeFromTheDocumentedStreams() {
        for (const Residual residual : {Residual::off, Residual::paper, Residual::released}) {
            settings::Recipe recipe = tests::goldenRecipe();
            recipe.prior.residual = residual;
            recipe.prior.eta = 0.5;
            const at::Tensor images = made(recipe, m_model)->synthesize(m_learnables, 6);
            QVERIFY(!images.requires_grad());
            LD3M_COMPARE(images, expectedImages(recipe, m_model, m_learnables, 6), 3e-5);
        }
    }

    void noiseSetting() {
        settings::Recipe recipe = tests::goldenRecipe();
        // With the residual, two steps end near Z: other noise often falls on the same codes, so on equal
        // images.
        recipe.prior.residual = Residual::off;
        const auto each = made(recipe, m_model);
        QVERIFY(at::equal(each->synthesize(m_learnables, 2), each->synthesize(m_learnables, 2)));
        QVERIFY(!at::equal(each->synthesize(m_learnables, 2), each->synthesize(m_learnables, 3)));
        QVERIFY(at::equal(each->preview(m_learnables, 2), each->synthesize(m_learnables, 2)));

        recipe.prior.noise = Noise::run;
        const auto once = made(recipe, m_model);
        QVERIFY(at::equal(once->synthesize(m_learnables, 2), once->synthesize(m_learnables, 3)));

        recipe.prior.noise = Noise::redraw;
        const auto redrawn = made(recipe, m_model);
        const at::Tensor images = redrawn->synthesize(m_learnables, 2);
        QVERIFY2(at::equal(images, each->synthesize(m_learnables, 2)), "the loss pass draws as always");
        const at::Tensor gradient = tests::madeUpGradient(images);
        const at::Tensor own = each->pullBack(gradient).latents;
        const at::Tensor other = redrawn->pullBack(gradient).latents;
        QVERIFY2(!at::allclose(own, other, 1e-2), "the pull-back belongs to other noise");
    }

    void previewKeepsThePullBack() {
        const auto prior = made(tests::goldenRecipe(), m_model);
        const at::Tensor gradient = tests::madeUpGradient(prior->synthesize(m_learnables, 2));
        const auto wanted = prior->pullBack(gradient);
        prior->synthesize(m_learnables, 2);
        prior->preview(tests::madeUpLearnables(tests::cpu(), 1), 9);
        QVERIFY(at::equal(prior->pullBack(gradient).latents, wanted.latents));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, prior->pullBack(gradient));
    }

    void stoppingLeavesItUsable_data() {
        QTest::addColumn<int>("memory");
        QTest::newRow("keep") << int(Memory::keep);
        QTest::newRow("per_step") << int(Memory::per_step);
        QTest::newRow("two_pass") << int(Memory::two_pass);
    }

    void stoppingLeavesItUsable() {
        QFETCH(int, memory);
        struct Stop {};
        int left = std::numeric_limits<int>::max();
        settings::Recipe recipe = tests::goldenRecipe();
        recipe.prior.memory = static_cast<Memory>(memory);
        const auto prior = made(recipe, m_model, [&] {
            if (left-- == 0)
                throw Stop{};
        });
        const at::Tensor images = prior->synthesize(m_learnables, 0);
        const at::Tensor gradient = tests::madeUpGradient(images);
        const at::Tensor wanted = prior->pullBack(gradient).latents;

        for (const int after : {0, 1, 2}) {
            left = after;
            QVERIFY_THROWS_EXCEPTION(Stop, prior->synthesize(m_learnables, 0));
            left = std::numeric_limits<int>::max();
            QVERIFY_THROWS_EXCEPTION(std::logic_error, prior->pullBack(gradient));
            QVERIFY(at::equal(prior->synthesize(m_learnables, 0), images));
            left = after;
            QVERIFY_THROWS_EXCEPTION(Stop, prior->pullBack(gradient));
            left = std::numeric_limits<int>::max();
            QVERIFY(at::equal(prior->synthesize(m_learnables, 0), images));
            QVERIFY(at::equal(prior->pullBack(gradient).latents, wanted));
        }
    }

    void liveEdits() {
        settings::Recipe recipe = tests::goldenRecipe();
        const auto prior = made(recipe, m_model);
        const at::Tensor before = prior->synthesize(m_learnables, 0);
        recipe.prior.steps = 3;
        recipe.prior.residual = Residual::off;
        recipe.prior.guidance = 1;
        prior->apply(recipe.prior);
        const at::Tensor after = prior->synthesize(m_learnables, 0);
        QVERIFY(!at::equal(after, before));
        QVERIFY(at::equal(after, made(recipe, m_model)->synthesize(m_learnables, 0)));

        settings::PriorSettings impossible = recipe.prior;
        impossible.residual = Residual::released;
        impossible.steps = 1;
        QVERIFY_THROWS_EXCEPTION(base::InputError, prior->apply(impossible));
        QVERIFY(at::equal(prior->synthesize(m_learnables, 0), after));
    }

    void unconditionalModels() {
        settings::Recipe recipe = tests::goldenRecipe();
        const auto prior = made(recipe, tests::goldenModel(false, tests::cpu()));
        const auto start = prior->initialLearnables(at::rand({3, 3, 32, 32}), settings::Init::real);
        QVERIFY(!start.conditioning.defined());
        const at::Tensor images = prior->synthesize(start, 0);
        const auto gradients = prior->pullBack(at::ones_like(images));
        QVERIFY(!gradients.conditioning.defined());
        QVERIFY(gradients.latents.norm().item<double>() > 0);
    }

    void modelsThatCannotServe() {
        const auto said = [](const diffusion::LatentDiffusionModel& model) {
            return tests::messageOf<base::InputError>([&] { made(tests::goldenRecipe(), model); });
        };
        auto model = m_model;
        model.unet = nullptr;
        QVERIFY(said(model).contains("without U-Net"));
        model = m_model;
        model.embedder.reset();
        QVERIFY(said(model).contains("without class embedder"));
        model.embedder.emplace(at::zeros({10, 16}), std::nullopt);
        QVERIFY(said(model).contains("prior.guidance = 1"));
    }
};

QTEST_APPLESS_MAIN(LatentDiffusionPriorTest)
#include "latent_diffusion_prior_test.moc"
