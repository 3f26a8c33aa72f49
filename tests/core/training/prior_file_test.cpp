#include "core/training/prior_file.h"

#include <ATen/ATen.h>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/training/initial_weights.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

namespace {

const std::vector<std::string> kClasses = {"airplane", "automobile", "bird",  "cat",  "deer",
                                           "dog",      "frog",       "horse", "ship", "truck"};

/// What the trainer hands over, here untrained, with the default sizes.
void writeUntrained(const std::filesystem::path& file) {
    tensor::StateDict denoiser;
    for (const auto& [name, tensor] : training::initialUNet({}, 4, 1).tensors)
        denoiser.tensors["model.diffusion_model." + name] = tensor;
    denoiser.tensors[diffusion::kEmbeddingName] = training::initialEmbedding(10, 64, 1);
    settings::PriorRecipe recipe;
    recipe.run.licence = "CC0";
    training::writePrior(file, recipe, training::initialAutoencoder({}, 1), denoiser, kClasses);
}

} // namespace

class PriorFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Whatever reads the bundled prior must be able to read the next one.
    void laidOutAsTheBundledPrior() {
        const tests::TemporaryFolder folder;
        writeUntrained(folder / "prior.safetensors");
        const tensor::StateDict ours = tensor::readStateDict(folder / "prior.safetensors");
        const tensor::StateDict theirs = tensor::readStateDict(std::string(LD3M_SOURCE_FOLDER) +
                                                               "/resources/priors/cifar10-small.safetensors");
        QCOMPARE(ours.tensors.size(), theirs.tensors.size());
        for (const auto& [name, tensor] : theirs.tensors) {
            QVERIFY2(ours.has(name) && ours.at(name).sizes() == tensor.sizes(), name.c_str());
            QVERIFY2(ours.at(name).scalar_type() == tensor.scalar_type(), name.c_str());
        }
        for (const char* schedule : {"betas", "alphas_cumprod"})
            QVERIFY(at::allclose(ours.at(schedule), theirs.at(schedule), 1e-6, 0));
        for (const auto& [key, value] : theirs.metadata) {
            if (key == "licence" || key == "class_names") // of its data
                continue;
            QVERIFY2(ours.metadata.contains(key), key.c_str());
            QVERIFY2(nlohmann::json::parse(ours.metadata.at(key)) == nlohmann::json::parse(value),
                     key.c_str());
        }
        QVERIFY(nlohmann::json::parse(ours.metadata.at("class_names")) == nlohmann::json(kClasses));
        QCOMPARE(ours.metadata.at("licence"), std::string("CC0"));
        QVERIFY(std::filesystem::file_size(folder / "prior.safetensors") < 10'000'000);
    }

    void loadsAsAPrior() {
        const tests::TemporaryFolder folder;
        writeUntrained(folder / "prior.safetensors");
        const auto model = diffusion::loadLatentDiffusionModel(folder / "prior.safetensors",
                                                               c10::TensorOptions(c10::kFloat));
        QCOMPARE(model.embedder->classes(), std::int64_t{10});
        QCOMPARE(model.unet->contextWidth(), std::int64_t{64});
        QCOMPARE(model.autoencoder->codebook()->embedding().size(0), std::int64_t{1024});
        const auto expected = diffusion::NoiseSchedule::make();
        QVERIFY(model.schedule.betas == expected.betas);
    }
};

QTEST_APPLESS_MAIN(PriorFileTest)
#include "prior_file_test.moc"
