// A training file with averages, callbacks and optimiser states, against what the published code computes
// with it.
#include "core/diffusion/latent_diffusion_model.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/log.h"
#include "core/diffusion/checkpoint_layout.h"
#include "tests/support/golden_model.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

const std::filesystem::path kFile = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints/good/ldm_lightning.ckpt";

at::Tensor epsilonOf(const diffusion::LatentDiffusionModel& model, const tensor::StateDict& reference) {
    return (*model.unet)(reference.at("in.x"), reference.at("in.t"),
                         model.embedder->embed(reference.at("in.class_ids")));
}

} // namespace

class TrainingCheckpointTest : public QObject {
    Q_OBJECT

    const tensor::StateDict m_reference = golden("checkpoints/good/ldm_forward.safetensors");

private Q_SLOTS:
    void averagedWeightsComputeWhatIsPublished() {
        std::vector<std::string> lines;
        base::log::setSink([&](base::log::Level, const std::string& line) { lines.push_back(line); });
        const auto model = diffusion::loadLatentDiffusionModel(kFile, cpu());
        base::log::setSink({});
        LD3M_COMPARE(epsilonOf(model, m_reference), m_reference.at("out.eps_ema"), 2e-5);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY2(lines[0].find("Using the averaged weights of ") == 0, lines[0].c_str());
        LD3M_COMPARE(model.embedder->embed(m_reference.at("in.class_ids")), m_reference.at("out.c"), 0);
        LD3M_COMPARE(model.autoencoder->decode(m_reference.at("in.z")), m_reference.at("out.decoded"), 2e-5);
        LD3M_COMPARE(model.autoencoder->encode(m_reference.at("in.image")), m_reference.at("out.encoded"),
                     2e-5);
    }

    void rawWeightsToo() {
        const auto layout = diffusion::readCheckpointLayout(kFile, {}, settings::CheckpointWeights::raw);
        QVERIFY(!layout.averages.complete() && !layout.averages.partial());
        const auto model = diffusion::buildModel(layout, cpu());
        LD3M_COMPARE(epsilonOf(model, m_reference), m_reference.at("out.eps"), 2e-5);
        QVERIFY(relativeError(m_reference.at("out.eps"), m_reference.at("out.eps_ema")) > 1e-3);
    }

    void halfPrecisionStaysClose() {
        const TemporaryFolder folder;
        tensor::StateDict half = tensor::readStateDict(kFile);
        for (auto& [name, tensor] : half.tensors)
            if (tensor.is_floating_point())
                tensor = tensor.to(at::kHalf);
        tensor::writeStateDict(folder / "half.safetensors", half);
        const auto model = diffusion::loadLatentDiffusionModel(folder / "half.safetensors", cpu());
        LD3M_COMPARE(epsilonOf(model, m_reference), m_reference.at("out.eps_ema"), 5e-3);
    }

    void progressReachesTheEnd() {
        std::uint64_t last = 0;
        std::uint64_t all = 0;
        diffusion::loadLatentDiffusionModel(kFile, cpu(), [&](std::uint64_t done, std::uint64_t total) {
            last = done;
            all = total;
        });
        QVERIFY(all > 1'000'000);
        QCOMPARE(last, all);
    }
};

QTEST_APPLESS_MAIN(TrainingCheckpointTest)
#include "training_checkpoint_test.moc"
