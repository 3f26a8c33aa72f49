// The published map (Z, c) -> normalised images and its pull-back, with resizing.
#include "tests/support/golden_prior.h"

#include <nlohmann/json.hpp>

#include "core/diffusion/rollout.h"
#include "core/priors/latent_images.h"

using namespace ld3m;
using settings::Memory;

class PullBackGoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cases_data() {
        QTest::addColumn<bool>("conditional");
        for (const char* name : {"same", "down", "down_noaa", "up"})
            QTest::newRow(name) << true;
        QTest::newRow("uncond_same") << false;
    }

    void cases() {
        QFETCH(bool, conditional);
        const auto golden =
            tests::golden(std::string("diffusion/pullback_") + QTest::currentDataTag() + ".safetensors");
        const auto& meta = golden.metadata;
        settings::PriorSettings prior;
        prior.steps = std::stoll(meta.at("S"));
        prior.guidance = std::stod(meta.at("guidance"));
        prior.antialias = meta.at("antialias") == "True" || meta.at("antialias") == "true";
        priors::PriorContext context;
        context.resolution = std::stoll(meta.at("res"));
        context.mean_3 =
            at::tensor(nlohmann::json::parse(meta.at("mean")).get<std::vector<double>>(), at::kFloat);
        context.std_3 =
            at::tensor(nlohmann::json::parse(meta.at("std")).get<std::vector<double>>(), at::kFloat);

        const auto model = tests::goldenModel(conditional, tests::cpu());
        const priors::LatentImages images(model.autoencoder, prior, context, tests::cpu());
        const auto process = std::make_shared<diffusion::ReverseProcess>(diffusion::ReverseProcess{
            .schedule = diffusion::makeReverseSchedule(model.schedule, prior),
            .denoiser = [&](const at::Tensor& z, const at::Tensor& t,
                            const at::Tensor& c) { return (*model.unet)(z, t, c); },
            .quantize = [&](const at::Tensor& z) { return model.autoencoder->quantize(z); },
            .output = [&](const at::Tensor& z) { return images.decode(z); },
            .output_batch = 2});
        const auto pulled = [&](const char* noise, Memory mode) {
            const auto get = [&](const char* name) {
                return golden.has(name) ? golden.at(name) : at::Tensor();
            };
            diffusion::Rollout rollout(process,
                                       {.latents_BCHW = get("in.Z"),
                                        .conditioning_B1D = get("in.c"),
                                        .unconditional_B1D = get("in.uc"),
                                        .start_noise_BCHW = get(noise),
                                        .step_noise = {}},
                                       mode);
            return std::pair(rollout.images(), rollout.pullBack(golden.at("in.dLdS")));
        };
        for (const Memory mode : {Memory::keep, Memory::per_step, Memory::two_pass}) {
            const auto [made, gradients] = pulled("in.noise", mode);
            LD3M_COMPARE(made, golden.at("out.images"), 1e-4);
            LD3M_COMPARE(gradients.latents_BCHW, golden.at("grad.Z"), 1e-4);
            if (conditional)
                LD3M_COMPARE(gradients.conditioning_B1D, golden.at("grad.c"), 1e-4);
        }
        const auto fresh = pulled("in.noise_fresh", Memory::per_step).second;
        LD3M_COMPARE(fresh.latents_BCHW, golden.at("grad.Z_fresh"), 1e-4);
        if (conditional)
            LD3M_COMPARE(fresh.conditioning_B1D, golden.at("grad.c_fresh"), 1e-4);
    }
};

QTEST_APPLESS_MAIN(PullBackGoldenTest)
#include "pull_back_golden_test.moc"
