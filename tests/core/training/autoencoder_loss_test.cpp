#include "core/training/autoencoder_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>

#include "core/tensor/weights.h"
#include "core/training/initial_weights.h"
#include "tests/support/gradient.h"

using namespace ld3m;
using training::passThrough;

namespace {

const c10::TensorOptions kExact = c10::TensorOptions(c10::kDouble);
const settings::AutoencoderSettings kSizes{
    .width = 4, .multipliers = {"1", "2"}, .groups = 2, .latent_channels = 2, .codes = 5};

std::shared_ptr<tensor::StateDict> weights() {
    auto state = std::make_shared<tensor::StateDict>(training::initialAutoencoder(kSizes, 3));
    for (auto& [name, tensor] : state->tensors)
        tensor = tensor.to(kExact);
    return state;
}

at::Tensor images() {
    const at::Tensor t = at::arange(2 * 3 * 8 * 8, kExact).view({2, 3, 8, 8});
    return (0.37 * t).sin();
}

at::Tensor features(const at::Tensor& x) {
    return (x.flatten(1).narrow(1, 3, 20) * 2).tanh();
}

/// The loss as a function of one weight, the others as they are.
at::Tensor lossWith(const std::shared_ptr<tensor::StateDict>& state, const std::string& name,
                    const at::Tensor& value, bool quantised) {
    auto changed = std::make_shared<tensor::StateDict>(*state);
    changed->tensors.at(name) = value;
    const diffusion::Autoencoder network(tensor::Weights(changed, kExact), kSizes.groups);
    settings::AutoencoderSettings all = kSizes;
    all.perceptual = 0.3;
    return passThrough(network, images(), quantised, all, features).loss.total;
}

} // namespace

class AutoencoderLossTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void edgesByHand() {
        // Error 0 1 / 0 3: differences 1 and 3 across, 0 and 2 down.
        const at::Tensor x = at::tensor({0.0, 1.0, 0.0, 3.0}).view({1, 1, 2, 2});
        QCOMPARE(training::edgeDifference(x, at::zeros_like(x)).item<double>(), 2.0 + 1.0);
        QCOMPARE(training::edgeDifference(x, x + 7).item<double>(), 0.0); // a shift has no edges
    }

    void termsAddUp() {
        const auto state = weights();
        const diffusion::Autoencoder network(tensor::Weights(state, kExact), kSizes.groups);
        settings::AutoencoderSettings all = kSizes;
        all.l1 = 2;
        all.l2 = 3;
        all.edges = 5;
        all.commitment = 7;
        all.perceptual = 11;
        const auto pass = passThrough(network, images(), true, all, features);
        const at::Tensor x = images();
        const at::Tensor z = network.encode(x);
        const at::Tensor y = network.decode(z);
        const double expected =
            (2 * (x - y).abs().mean() + 3 * (x - y).square().mean() + 5 * training::edgeDifference(x, y) +
             7 * (z - network.quantize(z)).square().mean() + 11 * (features(x) - features(y)).abs().mean())
                .item<double>();
        QVERIFY(std::abs(pass.loss.total.item<double>() - expected) < 1e-12);
        QCOMPARE(pass.loss.terms.size(), std::size_t{5});
        QVERIFY(at::allclose(pass.z_BDhw, z) && !pass.z_BDhw.requires_grad());
    }

    void weightsThatAreNothingCostNothing() {
        const auto state = weights();
        const diffusion::Autoencoder network(tensor::Weights(state, kExact), kSizes.groups);
        settings::AutoencoderSettings one = kSizes;
        one.l2 = one.edges = one.commitment = 0;
        const auto pass = passThrough(network, images(), true, one, {});
        QCOMPARE(pass.loss.total.item<double>(), pass.loss.terms.front().second.item<double>());
        QCOMPARE(pass.loss.terms.size(), std::size_t{3}); // l1, l2 and commitment are shown all the same
    }

    // Without a codebook the whole loss is smooth enough: autograd through the very network that runs,
    // against differences of the loss itself.
    void gradientsOfWeightsAreTheSlopes_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"encoder.conv_in.weight", "encoder.down.0.block.0.norm1.weight",
              "encoder.down.1.block.0.nin_shortcut.weight", "encoder.down.0.downsample.conv.weight",
              "encoder.mid.attn_1.q.weight", "encoder.mid.attn_1.v.bias", "encoder.norm_out.bias",
              "quant_conv.weight", "post_quant_conv.bias", "decoder.conv_in.weight",
              "decoder.mid.block_1.conv2.weight", "decoder.up.1.upsample.conv.bias",
              "decoder.up.0.block.1.conv1.weight", "decoder.conv_out.weight"})
            QTest::newRow(name) << QString(name);
    }
    void gradientsOfWeightsAreTheSlopes() {
        QFETCH(QString, name);
        const auto state = weights();
        const at::Tensor& weight = state->at(name.toStdString());
        const at::Tensor direction = (at::arange(weight.numel(), kExact) * 1.7).cos().view(weight.sizes());
        const auto loss = [&](const at::Tensor& value) {
            return lossWith(state, name.toStdString(), value, false);
        };
        const double error = tests::slopeError(loss, weight, direction, 1e-6);
        QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    }

    // With it the gradient passes straight through: the encoder learns from the decoder's gradient at the
    // code.
    void theEncoderLearnsThroughTheCodebook() {
        const auto state = weights();
        const at::Tensor leaf = tests::leaf(state->at("encoder.conv_in.weight"));
        const at::Tensor gradient =
            tests::gradient(lossWith(state, "encoder.conv_in.weight", leaf, true), leaf);
        QVERIFY(gradient.abs().max().item<double>() > 1e-6);
        // The codebook has a rule of its own (codebook_learning.h).
        const at::Tensor codes = tests::leaf(state->at("quantize.embedding.weight"));
        const at::Tensor loss = lossWith(state, "quantize.embedding.weight", codes, true);
        QVERIFY(!loss.requires_grad());
    }
};

QTEST_APPLESS_MAIN(AutoencoderLossTest)
#include "autoencoder_loss_test.moc"
