#include "core/training/initial_weights.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/diffusion/autoencoder.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/unet.h"
#include "core/tensor/weights.h"

using namespace ld3m;

namespace {

const c10::TensorOptions kOptions = c10::TensorOptions(c10::kFloat);

tensor::StateDict bundled() {
    return tensor::readStateDict(std::string(LD3M_SOURCE_FOLDER) +
                                 "/resources/priors/cifar10-small.safetensors");
}

QString shapesUnder(const tensor::StateDict& state, const std::string& prefix) {
    QString lines;
    for (const auto& [name, tensor] : state.tensors)
        if (name.starts_with(prefix)) {
            lines += QString::fromStdString(name.substr(prefix.size()));
            for (const std::int64_t size : tensor.sizes())
                lines += QStringLiteral(" %1").arg(size);
            lines += '\n';
        }
    return lines;
}

} // namespace

class InitialWeightsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The defaults are the sizes of the bundled prior, which another program trained.
    void namesAndShapesAreTheBundledPriors() {
        const tensor::StateDict prior = bundled();
        QCOMPARE(shapesUnder(training::initialAutoencoder({}, 1), ""),
                 shapesUnder(prior, "first_stage_model."));
        QCOMPARE(shapesUnder(training::initialUNet({}, 4, 1), ""),
                 shapesUnder(prior, "model.diffusion_model."));
        QVERIFY(training::initialEmbedding(10, 64, 1).sizes() == prior.at(diffusion::kEmbeddingName).sizes());
    }

    void otherSizesMakeNetworksToo() {
        const settings::AutoencoderSettings sizes{.width = 8,
                                                  .multipliers = {"1", "2", "3", "3"},
                                                  .blocks = 2,
                                                  .groups = 4,
                                                  .latent_channels = 3,
                                                  .codes = 6};
        const auto first = std::make_shared<tensor::StateDict>(training::initialAutoencoder(sizes, 1));
        const diffusion::Autoencoder autoencoder(tensor::Weights(first, kOptions), 4);
        QCOMPARE(autoencoder.factor(), std::int64_t{8});
        QVERIFY(autoencoder.decode(autoencoder.encode(at::zeros({2, 3, 32, 32}))).sizes() ==
                at::IntArrayRef({2, 3, 32, 32}));

        const settings::DiffusionSettings unet{.width = 16,
                                               .multipliers = {"1", "2", "2"},
                                               .blocks = 2,
                                               .attention = {"1", "4"},
                                               .head_channels = 8,
                                               .context = 5,
                                               .groups = 4};
        const auto second = std::make_shared<tensor::StateDict>(training::initialUNet(unet, 3, 1));
        const diffusion::UNet denoiser(tensor::Weights(second, kOptions), {.groups = 4, .head_channels = 8});
        QCOMPARE(denoiser.contextWidth(), std::int64_t{5});
        const at::Tensor noise =
            denoiser(at::ones({2, 3, 8, 8}), at::tensor({1, 900}, at::kLong), at::ones({2, 1, 5}));
        QVERIFY(at::equal(noise, at::zeros({2, 3, 8, 8}))); // its last convolution is zero
    }

    void drawsArePyTorchsDefaults() {
        const tensor::StateDict weights = training::initialUNet({}, 4, 3);
        // Uniform in +-1/sqrt(fan_in): 96 channels x 3 x 3.
        const double bound = 1 / std::sqrt(96.0 * 9);
        const at::Tensor conv = weights.at("input_blocks.1.0.in_layers.2.weight");
        QVERIFY(conv.abs().max().item<double>() <= bound);
        QVERIFY(std::abs(conv.std().item<double>() / (bound / std::sqrt(3.0)) - 1) < 0.02);
        QVERIFY(weights.at("input_blocks.1.0.in_layers.2.bias").abs().max().item<double>() <= bound);
        for (const char* zero :
             {"input_blocks.1.0.out_layers.3.weight", "middle_block.1.proj_out.weight", "out.2.weight"})
            QCOMPARE(weights.at(zero).abs().max().item<double>(), 0.0);
        QVERIFY(at::equal(weights.at("out.0.weight"), at::ones({96})));

        const at::Tensor codes = training::initialAutoencoder({}, 3).at("quantize.embedding.weight");
        QVERIFY(codes.abs().max().item<double>() <= 1.0 / 1024);
        QVERIFY(std::abs(training::initialEmbedding(1000, 64, 3).std().item<double>() - 1) < 0.02);
    }

    void theSeedDecides() {
        const auto conv = [](std::uint64_t seed) {
            return training::initialUNet({}, 4, seed).at("input_blocks.0.0.weight");
        };
        QVERIFY(at::equal(conv(1), conv(1)));
        QVERIFY(!at::equal(conv(1), conv(2)));
    }
};

QTEST_APPLESS_MAIN(InitialWeightsTest)
#include "initial_weights_test.moc"
