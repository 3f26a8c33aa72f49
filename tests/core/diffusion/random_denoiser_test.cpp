#include "core/diffusion/random_denoiser.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/diffusion/latent_diffusion_model.h"
#include "tests/support/golden_model.h"

using namespace ld3m;
using namespace ld3m::tests;
using settings::RandomOutput;

namespace {

const std::string kFile = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints/good/ldm_lightning.ckpt";
constexpr const char* kUNet = "model.diffusion_model.";

tensor::StateDict drawn(RandomOutput output, std::uint64_t seed) {
    tensor::StateDict state = tensor::readStateDict(kFile);
    diffusion::drawDenoiser(state, output, seed);
    return state;
}

at::Tensor epsilon(settings::PriorSettings prior, std::uint64_t seed) {
    prior.checkpoint = kFile;
    const auto model = diffusion::loadPriorModel(prior, seed, cpu());
    const auto reference = golden("checkpoints/good/ldm_forward.safetensors");
    return (*model.unet)(reference.at("in.x"), reference.at("in.t"),
                         model.embedder->embed(reference.at("in.class_ids")));
}

} // namespace

class RandomDenoiserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTensorKeepsItsShapeAndOthersStay() {
        const tensor::StateDict before = tensor::readStateDict(kFile);
        const tensor::StateDict after = drawn(RandomOutput::zero, 1);
        QCOMPARE(after.tensors.size(), before.tensors.size());
        int changed = 0;
        for (const auto& [name, old] : before.tensors) {
            const at::Tensor& now = after.at(name);
            QCOMPARE(now.sizes(), old.sizes());
            if (name.starts_with(kUNet))
                changed += at::equal(now, old.to(now.scalar_type())) ? 0 : 1;
            else
                QVERIFY2(at::equal(now, old), name.c_str());
        }
        QVERIFY(changed > 50);
    }

    void layersStartAsInTraining() {
        const tensor::StateDict state = drawn(RandomOutput::zero, 1);
        const auto at = [&](const std::string& name) { return state.at(kUNet + name); };
        for (const char* zero : {"out.2.weight", "out.2.bias", "input_blocks.1.0.out_layers.3.weight",
                                 "middle_block.1.proj_out.weight"})
            QCOMPARE(at(zero).abs().max().item<double>(), 0.0);
        QVERIFY(at::equal(at("out.0.weight"), at::ones_like(at("out.0.weight"))));
        QVERIFY(at::equal(at("out.0.bias"), at::zeros_like(at("out.0.bias"))));
        const at::Tensor conv = at("input_blocks.1.0.in_layers.2.weight");
        const double bound = 1 / std::sqrt(double(conv.size(1) * 9));
        QVERIFY(conv.abs().max().item<double>() <= bound);
        QVERIFY(std::abs(conv.std().item<double>() * std::sqrt(3) / bound - 1) < 0.05);
        QVERIFY(at("input_blocks.1.0.in_layers.2.bias").abs().max().item<double>() <= bound);
    }

    void theSeedDecides() {
        const std::string name = std::string(kUNet) + "time_embed.0.weight";
        QVERIFY(at::equal(drawn(RandomOutput::zero, 1).at(name), drawn(RandomOutput::zero, 1).at(name)));
        QVERIFY(!at::equal(drawn(RandomOutput::zero, 1).at(name), drawn(RandomOutput::zero, 2).at(name)));
    }

    void zeroOutputPredictsNoNoise() {
        settings::PriorSettings prior;
        prior.denoiser = settings::Denoiser::random;
        QCOMPARE(epsilon(prior, 3).abs().max().item<double>(), 0.0);
        prior.random_output = RandomOutput::normal;
        const at::Tensor noise = epsilon(prior, 3);
        QVERIFY(noise.abs().max().item<double>() > 1e-3);
        QVERIFY(at::isfinite(noise).all().item<bool>());
        QVERIFY(at::equal(epsilon(prior, 3), noise));
    }

    void theRecipeChoosesAveragedOrRawWeights() {
        const auto reference = golden("checkpoints/good/ldm_forward.safetensors");
        settings::PriorSettings prior;
        LD3M_COMPARE(epsilon(prior, 0), reference.at("out.eps_ema"), 2e-5);
        prior.weights = settings::CheckpointWeights::raw;
        LD3M_COMPARE(epsilon(prior, 0), reference.at("out.eps"), 2e-5);
    }
};

QTEST_APPLESS_MAIN(RandomDenoiserTest)
#include "random_denoiser_test.moc"
