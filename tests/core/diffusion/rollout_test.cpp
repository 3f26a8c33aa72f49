// Memory modes against each other, and gradients against central differences in fp64.
#include "tests/support/golden_model.h"

#include "core/diffusion/rollout.h"

using namespace ld3m;
using diffusion::ReverseGradients;
using diffusion::ReverseInputs;
using diffusion::ReverseProcess;
using diffusion::Rollout;
using settings::Memory;
using settings::Residual;
using settings::Sampler;

namespace {

constexpr std::int64_t kSteps = 3;

ReverseInputs madeUpInputs() {
    const auto generator = at::make_generator<at::CPUGeneratorImpl>(5);
    const auto normal = [&](at::IntArrayRef shape) {
        return at::randn(shape, generator, tests::cpu(at::kDouble));
    };
    ReverseInputs inputs{.latents_BCHW = normal({2, 3, 8, 8}),
                         .conditioning_B1D = normal({2, 1, 16}),
                         .unconditional_B1D = normal({1, 1, 16}).expand({2, 1, 16}),
                         .start_noise_BCHW = normal({2, 3, 8, 8}),
                         .step_noise = {}};
    for (int k = 0; k < kSteps; ++k)
        inputs.step_noise.push_back(normal({2, 3, 8, 8}));
    return inputs;
}

} // namespace

class RolloutTest : public QObject {
    Q_OBJECT

    int m_calls = 0;
    int m_checkpoints = 0;

    std::shared_ptr<ReverseProcess> process(Residual residual, Sampler sampler, double eta) {
        static const auto unet = tests::goldenUNet(true, tests::cpu(at::kDouble));
        static const auto autoencoder = tests::smoothAutoencoder(tests::cpu(at::kDouble));
        settings::PriorSettings prior;
        prior.steps = kSteps;
        prior.residual = residual;
        prior.sampler = sampler;
        prior.eta = eta;
        m_calls = 0;
        m_checkpoints = 0;
        return std::make_shared<ReverseProcess>(ReverseProcess{
            .schedule = diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), prior),
            .denoiser =
                [this](const at::Tensor& z, const at::Tensor& t, const at::Tensor& c) {
                    ++m_calls;
                    return (*unet)(z, t, c);
                },
            .quantize = [](const at::Tensor& z) { return z; },
            .output = [](const at::Tensor& z) { return autoencoder->decode(z); },
            .output_batch = 1,
            .checkpoint = [this] { ++m_checkpoints; }});
    }

private Q_SLOTS:
    void gradients_data() {
        QTest::addColumn<int>("residual");
        QTest::addColumn<int>("sampler");
        QTest::addColumn<double>("eta");
        QTest::newRow("off ddim") << int(Residual::off) << int(Sampler::ddim) << 0.0;
        QTest::newRow("off ddim eta") << int(Residual::off) << int(Sampler::ddim) << 0.7;
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

    void gradients() {
        QFETCH(int, residual);
        QFETCH(int, sampler);
        QFETCH(double, eta);
        const auto chain = process(static_cast<Residual>(residual), static_cast<Sampler>(sampler), eta);
        const ReverseInputs inputs = madeUpInputs();
        const at::Tensor r = at::cos(at::arange(2 * 3 * 32 * 32, at::kDouble)).view({2, 3, 32, 32});

        Rollout kept(chain, inputs, Memory::keep);
        const ReverseGradients found = kept.pullBack(r);
        for (const Memory mode : {Memory::per_step, Memory::two_pass}) {
            Rollout other(chain, inputs, mode);
            LD3M_COMPARE(other.images(), kept.images(), 1e-12);
            const ReverseGradients again = other.pullBack(r);
            QCOMPARE(again.states.front().sizes(), inputs.latents_BCHW.sizes());
            LD3M_COMPARE(again.latents_BCHW, found.latents_BCHW, 1e-10);
            LD3M_COMPARE(again.conditioning_B1D, found.conditioning_B1D, 1e-10);
            LD3M_COMPARE(at::stack(again.states), at::stack(found.states), 1e-10);
        }

        const auto lossOf = [&](const ReverseInputs& changed) {
            return tests::dot(chain->sample(changed), r);
        };
        const at::Tensor along_Z = at::sin(at::arange(2 * 3 * 8 * 8, at::kDouble)).view({2, 3, 8, 8});
        const double slope_Z = tests::slope(
            [&](const at::Tensor& Z) {
                ReverseInputs changed = inputs;
                changed.latents_BCHW = Z;
                return lossOf(changed);
            },
            inputs.latents_BCHW, along_Z);
        const at::Tensor along_c = at::sin(at::arange(2 * 16, at::kDouble)).view({2, 1, 16});
        const double slope_c = tests::slope(
            [&](const at::Tensor& c) {
                ReverseInputs changed = inputs;
                changed.conditioning_B1D = c;
                return lossOf(changed);
            },
            inputs.conditioning_B1D, along_c);
        LD3M_COMPARE(at::tensor({tests::dot(found.latents_BCHW, along_Z)}, at::kDouble),
                     at::tensor({slope_Z}, at::kDouble), 1e-6);
        LD3M_COMPARE(at::tensor({tests::dot(found.conditioning_B1D, along_c)}, at::kDouble),
                     at::tensor({slope_c}, at::kDouble), 1e-6);
    }

    void modesCostWhatTheySay() {
        const auto chain = process(Residual::released, Sampler::ddim, 0);
        const ReverseInputs inputs = madeUpInputs();
        const at::Tensor r = at::ones({2, 3, 32, 32}, at::kDouble);
        for (const auto& [mode, forward, all] :
             {std::tuple{Memory::keep, 3, 3}, std::tuple{Memory::per_step, 3, 6},
              std::tuple{Memory::two_pass, 3, 6}}) {
            m_calls = 0;
            m_checkpoints = 0;
            Rollout rollout(chain, inputs, mode);
            QCOMPARE(m_calls, forward);
            QVERIFY2(m_checkpoints >= 3 + 2, "asked before each step and each decoded batch");
            m_checkpoints = 0;
            rollout.pullBack(r);
            QCOMPARE(m_calls, all);
            QVERIFY2(m_checkpoints >= 3 + 2, "asked on the way back too");
        }
    }

    void rowsAreIndependent() {
        const auto chain = process(Residual::paper, Sampler::ddpm, 0);
        const ReverseInputs inputs = madeUpInputs();
        const at::Tensor both = chain->sample(inputs);
        LD3M_COMPARE(chain->sample(inputs.rows(1, 1)), both.narrow(0, 1, 1), 1e-12);
    }
};

QTEST_APPLESS_MAIN(RolloutTest)
#include "rollout_test.moc"
