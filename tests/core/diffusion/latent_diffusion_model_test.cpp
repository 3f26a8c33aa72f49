#include <ATen/ATen.h>

#include <fstream>

#include <QtTest>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/images/image_file.h"
#include "core/tensor/random.h"
#include "tests/support/golden_model.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

const std::filesystem::path kRoot = LD3M_SOURCE_FOLDER;
const std::filesystem::path kPrior = kRoot / "resources/priors/cifar10-small.safetensors";

/// The names and shapes of a published checkpoint, on a device that holds shapes only.
std::shared_ptr<tensor::StateDict> publishedModel(const std::string& name) {
    std::ifstream lines(kRoot / "tests/golden/checkpoints" / ("keys_" + name + ".txt"));
    auto state = std::make_shared<tensor::StateDict>();
    for (std::string line; std::getline(lines, line);) {
        const std::size_t bracket = line.find(" [");
        std::vector<std::int64_t> shape;
        std::istringstream numbers(line.substr(bracket + 2));
        for (std::int64_t size = 0; numbers >> size; numbers.ignore(1))
            shape.push_back(size);
        state->tensors[line.substr(0, bracket)] =
            at::empty(shape, at::TensorOptions(at::kFloat).device(at::kMeta));
    }
    return state;
}

/// Golden parts as one checkpoint with published names.
tensor::StateDict wholeCheckpoint(bool conditional) {
    tensor::StateDict whole;
    const auto add = [&](const std::string& file, const std::string& prefix) {
        for (const auto& [name, tensor] : golden("diffusion/" + file).tensors)
            if (name.starts_with("weight."))
                whole.tensors[prefix + name.substr(7)] = tensor;
    };
    add("vq_f4.safetensors", "first_stage_model.");
    add(conditional ? "unet_cond.safetensors" : "unet_uncond.safetensors", "model.diffusion_model.");
    if (conditional)
        add("class_embedder.safetensors", "cond_stage_model.");
    return whole;
}

diffusion::CheckpointLayout layoutOf(const tensor::StateDict& state) {
    return diffusion::layoutOf(std::make_shared<tensor::StateDict>(state));
}

template<typename Change>
QString refusalAfter(Change change) {
    tensor::StateDict state = wholeCheckpoint(true);
    change(state);
    return messageOf<base::InputError>([&] { diffusion::buildModel(layoutOf(state), cpu()); });
}

at::Tensor demoImage(const std::string& name) {
    const images::Rgb8 image = images::readImage(kRoot / "resources/demo/cifar10-mini/test" / name);
    const at::Tensor bytes_HW3 =
        at::tensor(at::ArrayRef<std::uint8_t>(image.bytes)).view({image.height, image.width, 3});
    return (bytes_HW3.permute({2, 0, 1}).unsqueeze(0).to(at::kFloat) / 127.5 - 1).contiguous();
}

} // namespace

class LatentDiffusionModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bundledPriorReconstructsImages() {
        const diffusion::LatentDiffusionModel model = diffusion::loadLatentDiffusionModel(kPrior, cpu());
        QCOMPARE(model.autoencoder->factor(), std::int64_t(4));
        QCOMPARE(model.autoencoder->latentChannels(), std::int64_t(4));
        QCOMPARE(model.embedder->classes(), std::int64_t(10));
        QVERIFY(model.embedder->hasUnconditional());
        if (!images::canReadImages())
            QSKIP("this build reads no image files");
        const at::Tensor x_B3HW =
            at::cat({demoImage("ship/0000.jpg"), demoImage("horse/0001.jpg"), demoImage("cat/0002.jpg")});
        const at::Tensor z_BDhw = model.autoencoder->encode(x_B3HW);
        QVERIFY(z_BDhw.sizes() == at::IntArrayRef({3, 4, 8, 8}));
        const at::Tensor again_B3HW = model.autoencoder->decode(z_BDhw).clamp(-1, 1);
        // Pixels span 2, so the peak is 2.
        const double psnr = 10 * std::log10(4.0 / (again_B3HW - x_B3HW).pow(2).mean().item<double>());
        QVERIFY2(psnr > 18 && psnr < 40, qPrintable(QString("PSNR %1 dB").arg(psnr)));
    }

    void bundledPriorPredictsNoise() {
        const diffusion::LatentDiffusionModel model = diffusion::loadLatentDiffusionModel(kPrior, cpu());
        const at::Tensor eps_BCHW = tensor::normal({8, 4, 8, 8}, 5, cpu());
        const at::Tensor t_B = at::full({8}, 950, at::kLong);
        const at::Tensor context_BLD = model.embedder->embed(at::arange(8));
        const double signal = model.schedule.alphaBar(950);
        const at::Tensor z_BCHW = std::sqrt(1 - signal) * eps_BCHW;
        const at::Tensor predicted_BCHW = (*model.unet)(z_BCHW, t_B, context_BLD);
        QVERIFY(at::isfinite(predicted_BCHW).all().item<bool>());
        // Nearly pure noise: a trained denoiser finds most of it.
        QVERIFY((predicted_BCHW - eps_BCHW).pow(2).mean().item<double>() < 0.1);
    }

    void publishedModelsLoadByName_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("factor");
        QTest::addColumn<int>("head_channels");
        QTest::addColumn<QString>("line");
        QTest::newRow("cin256-v2")
            << "cin256-v2" << 3 << 4 << 0
            << "class-conditional latent diffusion, VQ-f4 (8192 x 3), U-Net 400.9 M, 1000 classes";
        QTest::newRow("cin f8")
            << "cin-ldm-vq-f8" << 4 << 8 << 32
            << "class-conditional latent diffusion, VQ-f8 (16384 x 4), U-Net 395.0 M, 1000 classes";
        QTest::newRow("FFHQ") << "ffhq-ldm-vq-4" << 3 << 4 << 32
                              << "unconditional latent diffusion, VQ-f4 (8192 x 3), U-Net 274.1 M";
    }
    void publishedModelsLoadByName() {
        QFETCH(QString, name);
        QFETCH(int, channels);
        QFETCH(int, factor);
        QFETCH(int, head_channels);
        QFETCH(QString, line);
        const diffusion::CheckpointLayout layout = diffusion::layoutOf(publishedModel(name.toStdString()));
        QCOMPARE(QString::fromStdString(diffusion::describe(layout)), line);
        QCOMPARE(layout.unet_hints.head_channels, std::int64_t(head_channels));
        const auto options = at::TensorOptions(at::kFloat).device(at::kMeta);
        const diffusion::LatentDiffusionModel model = diffusion::buildModel(layout, options);
        QCOMPARE(model.embedder && model.embedder->hasUnconditional(), name == "cin256-v2");
        QCOMPARE(model.embedder ? model.embedder->classes() : 0,
                 std::int64_t(name.startsWith("cin") ? 1000 : 0));
        QCOMPARE(model.unet->contextWidth(), std::int64_t(model.embedder ? 512 : 0));
        QCOMPARE(model.unet->latentChannels(), std::int64_t(channels));
        QCOMPARE(model.autoencoder->latentChannels(), std::int64_t(channels));
        QCOMPARE(model.autoencoder->factor(), std::int64_t(factor));
    }

    void fileOnDiskEqualsItsParts() {
        const TemporaryFolder folder;
        const tensor::StateDict whole = wholeCheckpoint(true);
        tensor::writeStateDict(folder / "whole.safetensors", whole);
        const auto model = diffusion::loadLatentDiffusionModel(folder / "whole.safetensors", cpu());
        const tensor::StateDict state = golden("diffusion/unet_cond.safetensors");
        LD3M_COMPARE((*model.unet)(state.at("in.x"), state.at("in.t"), state.at("in.context.1tok")),
                     state.at("out.eps.1tok"), 2e-5);
        QCOMPARE(QString::fromStdString(diffusion::describeCheckpoint(folder / "whole.safetensors")),
                 "class-conditional latent diffusion, VQ-f4 (64 x 3), U-Net 1.7 M, 1000 classes");
        QCOMPARE(QString::fromStdString(diffusion::describeCheckpoint(kPrior)),
                 "class-conditional latent diffusion, VQ-f4 (1024 x 4), U-Net 3.2 M, 10 classes");
    }

    void autoencoderAlone() {
        const TemporaryFolder folder;
        tensor::StateDict bare;
        for (const auto& [name, tensor] : golden("diffusion/kl.safetensors").tensors)
            if (name.starts_with("weight."))
                bare.tensors[name.substr(7)] = tensor;
        tensor::writeStateDict(folder / "kl.safetensors", bare);
        const auto model = diffusion::loadLatentDiffusionModel(folder / "kl.safetensors", cpu());
        QVERIFY(model.autoencoder && !model.unet && !model.embedder);
        QCOMPARE(QString::fromStdString(diffusion::describeCheckpoint(folder / "kl.safetensors")),
                 "autoencoder, KL-f4 (4 channels), 0.3 M");
    }

    void scheduleFollowsTheFile() {
        tensor::StateDict state = wholeCheckpoint(false);
        const diffusion::NoiseSchedule published = diffusion::NoiseSchedule::make();
        QCOMPARE(layoutOf(state).schedule.betas, published.betas);
        // Betas that are the formula's, rounded: the exact ones are used.
        state.tensors["betas"] = at::tensor(published.betas).to(at::kFloat);
        QCOMPARE(layoutOf(state).schedule.betas, published.betas);
        state.tensors["betas"] = at::full({1000}, 0.25, at::kFloat);
        QCOMPARE(layoutOf(state).schedule.betas[7], 0.25);
        QCOMPARE(layoutOf(state).schedule.alphas_cumprod[1], 0.5625);
        state.tensors.erase("betas");
        state.metadata = {{"linear_start", "0.00085"}, {"linear_end", "0.012"}};
        QCOMPARE(layoutOf(state).schedule.betas,
                 diffusion::NoiseSchedule::make(diffusion::BetaRule::linear, 0.00085, 0.012).betas);
    }

    void averagedWeightsAreTaken() {
        tensor::StateDict state = wholeCheckpoint(false);
        QVERIFY(!layoutOf(state).averages.complete());
        for (const auto& [name, tensor] : wholeCheckpoint(false).tensors) {
            if (!name.starts_with("model.diffusion_model."))
                continue;
            std::string averaged = name.substr(6);
            std::erase(averaged, '.');
            state.tensors["model_ema." + averaged] = at::full_like(tensor, 7.0f);
        }
        const diffusion::CheckpointLayout layout = layoutOf(state);
        QVERIFY(layout.averages.complete());
        QVERIFY(at::equal(layout.state->at("model.diffusion_model.out.2.bias"), at::full({3}, 7.0f)));
        QVERIFY(!layout.state->has("model_ema.diffusion_modelout2bias"));
        // One average is lost: a model of both kinds would be none.
        state.tensors.erase("model_ema.diffusion_modelout2bias");
        const diffusion::CheckpointLayout torn = layoutOf(state);
        QVERIFY(torn.averages.partial());
        QVERIFY(at::equal(torn.state->at("model.diffusion_model.out.2.weight"),
                          state.at("model.diffusion_model.out.2.weight")));
    }

    // A shape of too few sizes is a sentence, never a crash.
    void oddShapesAreRefusedInWords() {
        for (const char* name :
             {"model.diffusion_model.time_embed.0.weight", diffusion::kEmbeddingName,
              "model.diffusion_model.input_blocks.0.0.weight", "first_stage_model.quantize.embedding.weight",
              "first_stage_model.post_quant_conv.weight", "model.diffusion_model.out.0.weight",
              "first_stage_model.encoder.conv_in.weight"})
            for (const at::Tensor& odd : {at::ones({}), at::ones({3}), at::ones({0, 0, 0, 0})}) {
                const QString message = refusalAfter([&](auto& state) { state.tensors[name] = odd; });
                QVERIFY2(message != "(nothing was thrown)", name);
            }
    }

    void unusableCheckpointsAreRefusedInWords() {
        const QString scaled =
            refusalAfter([](auto& state) { state.tensors["scale_factor"] = at::tensor(0.18215); });
        QVERIFY2(scaled.contains("scales its latents by 0.18215"), qPrintable(scaled));
        const QString textual =
            refusalAfter([](auto& state) { state.tensors.erase(diffusion::kEmbeddingName); });
        QVERIFY2(textual.contains("only class-conditional"), qPrintable(textual));
        const QString narrow = refusalAfter([](auto& state) {
            state.tensors[diffusion::kEmbeddingName] = at::ones({1001, 8});
        });
        QVERIFY2(narrow.contains("8 wide, but the U-Net expects 16"), qPrintable(narrow));
        const QString metadata = refusalAfter([](auto& state) { state.metadata["uncond_class"] = "ten"; });
        QVERIFY2(metadata.contains("uncond_class = \"ten\""), qPrintable(metadata));
        const QString object = refusalAfter([](auto& state) { state.metadata["unet"] = "{groups"; });
        QVERIFY2(object.contains("unet is not a JSON object"), qPrintable(object));
        const QString betas = refusalAfter([](auto& state) { state.tensors["betas"] = at::ones({10}); });
        QVERIFY2(betas.contains("[10], expected [1000]"), qPrintable(betas));
    }

    void otherFilesAreRefusedInWords() {
        const TemporaryFolder folder;
        tensor::StateDict other;
        other.tensors["layer.weight"] = at::ones({2});
        tensor::writeStateDict(folder / "other.safetensors", other);
        std::ofstream(folder / "words.safetensors") << "these are only words, and not many of them";
        std::filesystem::copy_file(kPrior, folder / "cut.safetensors");
        std::filesystem::resize_file(folder / "cut.safetensors", 1000000);
        for (const char* name :
             {"other.safetensors", "words.safetensors", "cut.safetensors", "absent.safetensors"}) {
            for (const bool load : {true, false}) {
                const QString message = messageOf<base::InputError>([&] {
                    load ? void(diffusion::loadLatentDiffusionModel(folder / name, cpu()))
                         : void(diffusion::describeCheckpoint(folder / name));
                });
                QVERIFY2(message.contains(name) && message.endsWith('.') && !message.contains('\n'),
                         qPrintable(message));
            }
        }
        QVERIFY(messageOf<base::InputError>([&] {
                    diffusion::describeCheckpoint(folder / "other.safetensors");
                }).contains("1 tensors such as layer.weight"));
    }
};

QTEST_APPLESS_MAIN(LatentDiffusionModelTest)
#include "latent_diffusion_model_test.moc"
