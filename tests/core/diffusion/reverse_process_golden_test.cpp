// Every sampler case of the published code: states, noise predictions, images and gradients.
#include "tests/support/golden_model.h"

#include "core/diffusion/rollout.h"

using namespace ld3m;
using diffusion::ReverseInputs;
using diffusion::ReverseProcess;
using settings::Memory;

namespace {

constexpr double kForward = 3e-5;
constexpr double kGradient = 1e-4;

settings::PriorSettings settingsOf(const tensor::StateDict& golden) {
    const std::string mode = golden.metadata.at("mode");
    settings::PriorSettings prior;
    prior.steps = std::stoll(golden.metadata.at("S"));
    prior.guidance = std::stod(golden.metadata.at("guidance"));
    prior.eta = std::stod(golden.metadata.at("eta"));
    prior.timesteps = settings::Timesteps::released;
    prior.residual = mode == "released" ? settings::Residual::released
                     : mode == "plain"  ? settings::Residual::off
                                        : settings::Residual::paper;
    prior.sampler = mode == "paper_ddpm" ? settings::Sampler::ddpm : settings::Sampler::ddim;
    return prior;
}

ReverseInputs inputsOf(const tensor::StateDict& golden) {
    const auto get = [&](const char* name) {
        return golden.has(name) ? golden.at(name).clone() : at::Tensor();
    };
    ReverseInputs inputs{.latents_BCHW = get("in.Z"),
                         .conditioning_B1D = get("in.c"),
                         .unconditional_B1D = get("in.uc"),
                         .start_noise_BCHW = get("in.noise"),
                         .step_noise = {}};
    if (golden.has("in.step_noise"))
        inputs.step_noise = golden.at("in.step_noise").unbind(0);
    return inputs;
}

} // namespace

class ReverseProcessGoldenTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const ReverseProcess> process(const tensor::StateDict& golden) {
        const bool conditional = golden.has("in.c");
        static const auto cond = tests::goldenUNet(true, tests::cpu());
        static const auto uncond = tests::goldenUNet(false, tests::cpu());
        static const auto autoencoder = tests::goldenAutoencoder(tests::cpu());
        return std::make_shared<ReverseProcess>(ReverseProcess{
            .schedule = diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), settingsOf(golden)),
            .denoiser =
                [conditional](const at::Tensor& z, const at::Tensor& t, const at::Tensor& c) {
                    return (conditional ? *cond : *uncond)(z, t, c);
                },
            .quantize = [](const at::Tensor& z) { return autoencoder->quantize(z); },
            .output = [](const at::Tensor& z) { return autoencoder->decode(z); }});
    }

private Q_SLOTS:
    void cases_data() {
        QTest::addColumn<bool>("everyMode");
        for (const char* name : {"released_S2_g1",    "released_S2_g3",    "released_S5_g1",
                                 "released_S10_g1",   "released_S10_g3",   "released_S7_nondivisor",
                                 "plain_S1_g3",       "plain_S2_g1",       "plain_S2_g3",
                                 "plain_S5_g1",       "plain_S10_g1",      "plain_S10_g3",
                                 "paper_ddim_S2_g1",  "paper_ddim_S2_g3",  "paper_ddim_S5_g1",
                                 "paper_ddim_S10_g1", "paper_ddim_S10_g3", "paper_ddpm_S2_g3",
                                 "paper_ddpm_S10_g3", "uncond_released_S2"})
            QTest::newRow(name) << false;
        for (const char* name : {"released_S5_g3", "released_eta_S5", "plain_S5_g3", "paper_ddim_S5_g3",
                                 "paper_ddpm_S5_g3", "uncond_released_S5"})
            QTest::newRow(name) << true;
    }

    void cases() {
        QFETCH(bool, everyMode);
        const auto golden =
            tests::golden(std::string("diffusion/") + QTest::currentDataTag() + ".safetensors");
        const auto chain = process(golden);
        const ReverseInputs inputs = inputsOf(golden);
        const auto& steps = chain->schedule.steps;
        const at::Tensor& z = golden.at("out.z");
        QCOMPARE(std::int64_t(steps.size()), golden.at("sched.t").size(0));

        LD3M_COMPARE(at::stack(chain->states(inputs)), z, kForward);
        std::vector<at::Tensor> noise, start;
        for (std::size_t k = 0; k < steps.size(); ++k) {
            const auto row = z[static_cast<std::int64_t>(k)];
            diffusion::StepInputs one;
            one.z_BCHW = row;
            one.conditioning_B1D = inputs.conditioning_B1D;
            one.unconditional_B1D = inputs.unconditional_B1D;
            noise.push_back(
                diffusion::guidedNoise(chain->denoiser, one, steps[k].t, chain->schedule.guidance));
            start.push_back(diffusion::predictedStart(row, noise.back(), steps[k]));
            QCOMPARE(steps[k].t, golden.at("sched.t")[static_cast<std::int64_t>(k)].item<std::int64_t>());
        }
        LD3M_COMPARE(at::stack(noise), golden.at("out.e_t"), kForward);
        LD3M_COMPARE(at::stack(start), golden.at("out.x0_raw"), 8e-5);
        if (golden.has("out.qZ"))
            LD3M_COMPARE(chain->quantize(inputs.latents_BCHW), golden.at("out.qZ"), 1e-6);

        const auto modes = everyMode ? std::vector{Memory::keep, Memory::per_step, Memory::two_pass}
                                     : std::vector{Memory::keep};
        for (const Memory mode : modes) {
            diffusion::Rollout rollout(chain, inputs, mode);
            LD3M_COMPARE(rollout.images(), golden.at("out.image"), kForward);
            const auto gradients = rollout.pullBack(golden.at("in.r"));
            LD3M_COMPARE(gradients.latents_BCHW, golden.at("grad.Z"), kGradient);
            if (golden.has("grad.c"))
                LD3M_COMPARE(gradients.conditioning_B1D, golden.at("grad.c"), kGradient);
            // With the paper's residual the stored adjoint of z_T counts its use as anchor too.
            const bool paper = chain->schedule.residual == settings::Residual::paper;
            const at::Tensor adjoints = at::stack(gradients.states);
            LD3M_COMPARE(adjoints.slice(0, paper ? 1 : 0), golden.at("grad.z").slice(0, paper ? 1 : 0),
                         kGradient);
        }
    }
};

QTEST_APPLESS_MAIN(ReverseProcessGoldenTest)
#include "reverse_process_golden_test.moc"
