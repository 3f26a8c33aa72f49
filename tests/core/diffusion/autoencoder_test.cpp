#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/autoencoder.h"
#include "core/tensor/random.h"
#include "tests/support/golden_model.h"
#include "tests/support/gradient.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

constexpr double kTolerance = 5e-5;

/// A golden autoencoder after `change` has been at its tensors.
template<typename Change>
QString refusalAfter(Change change) {
    auto state = std::make_shared<tensor::StateDict>(golden("diffusion/vq_f8.safetensors"));
    change(*state);
    return messageOf<base::InputError>(
        [&] { diffusion::Autoencoder(tensor::Weights(state, cpu()).under("weight"), 32); });
}

} // namespace

class AutoencoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void vqGolden_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("factor");
        QTest::addColumn<int>("channels");
        QTest::newRow("f4") << "vq_f4.safetensors" << 4 << 3;
        QTest::newRow("f8, attention inside a level") << "vq_f8.safetensors" << 8 << 4;
    }
    void vqGolden() {
        QFETCH(QString, file);
        QFETCH(int, factor);
        QFETCH(int, channels);
        const tensor::StateDict state = golden("diffusion/" + file.toStdString());
        const diffusion::Autoencoder autoencoder(goldenWeights(file.toStdString(), cpu()), 32);
        QCOMPARE(autoencoder.factor(), std::int64_t(factor));
        QCOMPARE(autoencoder.latentChannels(), std::int64_t(channels));
        QVERIFY(autoencoder.codebook().has_value());

        const at::Tensor x_B3HW = leaf(state.at("in.x"));
        const at::Tensor z_BDhw = autoencoder.encode(x_B3HW);
        LD3M_COMPARE(z_BDhw, state.at("out.prequant"), kTolerance);
        LD3M_COMPARE(gradient((z_BDhw * state.at("in.r_enc")).sum(), x_B3HW), state.at("grad.x_encode"),
                     kTolerance);

        const at::Tensor h_BDhw = leaf(state.at("in.h"));
        QVERIFY(at::equal(autoencoder.quantize(h_BDhw).detach(), state.at("out.quantised")));
        const at::Tensor decoded_B3HW = autoencoder.decode(h_BDhw);
        LD3M_COMPARE(decoded_B3HW, state.at("out.decoded"), kTolerance);
        LD3M_COMPARE(gradient((decoded_B3HW * state.at("in.r")).sum(), h_BDhw), state.at("grad.h"),
                     kTolerance);
        const at::Tensor plain_B3HW = autoencoder.decodeUnquantized(h_BDhw);
        LD3M_COMPARE(plain_B3HW, state.at("out.decoded_noquant"), kTolerance);
        LD3M_COMPARE(gradient((plain_B3HW * state.at("in.r")).sum(), h_BDhw), state.at("grad.h_noquant"),
                     kTolerance);
    }

    void klGolden() {
        const tensor::StateDict state = golden("diffusion/kl.safetensors");
        const diffusion::Autoencoder autoencoder(goldenWeights("kl.safetensors", cpu()), 32);
        QVERIFY(!autoencoder.codebook());
        const at::Tensor x_B3HW = leaf(state.at("in.x"));
        const at::Tensor moments_BEhw = autoencoder.moments(x_B3HW);
        LD3M_COMPARE(moments_BEhw, state.at("out.moments"), kTolerance);
        LD3M_COMPARE(gradient((moments_BEhw * state.at("in.r_enc")).sum(), x_B3HW), state.at("grad.x_encode"),
                     kTolerance);
        LD3M_COMPARE(autoencoder.encode(x_B3HW), state.at("out.mode"), kTolerance);

        const at::Tensor h_BDhw = leaf(state.at("in.h"));
        QVERIFY(autoencoder.quantize(h_BDhw).is_same(h_BDhw));
        const at::Tensor decoded_B3HW = autoencoder.decode(h_BDhw);
        LD3M_COMPARE(decoded_B3HW, state.at("out.decoded"), kTolerance);
        LD3M_COMPARE(gradient((decoded_B3HW * state.at("in.r")).sum(), h_BDhw), state.at("grad.h"),
                     kTolerance);
    }

    void slopesAreTrue() {
        const tensor::StateDict state = golden("diffusion/vq_f4.safetensors");
        const auto autoencoder = goldenAutoencoder(cpu(at::kDouble));
        const auto in = [&](const char* name) { return state.at(name).narrow(0, 0, 1).to(at::kDouble); };
        const at::Tensor x_B3HW = in("in.x"), h_BDhw = in("in.h"), r_B3HW = in("in.r"),
                         r_BDhw = in("in.r_enc");
        for (const std::uint64_t seed : {1, 2}) {
            const auto encoded = [&](const at::Tensor& x) { return (autoencoder->encode(x) * r_BDhw).sum(); };
            QVERIFY(slopeError(encoded, x_B3HW, tensor::normal(x_B3HW.sizes(), seed, x_B3HW.options())) <
                    1e-6);
            const auto decoded = [&](const at::Tensor& z) {
                return (autoencoder->decodeUnquantized(z) * r_B3HW).sum();
            };
            QVERIFY(slopeError(decoded, h_BDhw, tensor::normal(h_BDhw.sizes(), seed, h_BDhw.options())) <
                    1e-6);
        }
    }

    void wrongStructuresAreRefusedInWords() {
        const QString missing =
            refusalAfter([](auto& state) { state.tensors.erase("weight.encoder.mid.block_1.conv1.weight"); });
        QVERIFY2(missing.contains("weight.encoder.mid.block_1.conv1.weight"), qPrintable(missing));
        const QString uneven = refusalAfter([](auto& state) {
            state.tensors.erase("weight.decoder.up.1.upsample.conv.weight");
            state.tensors.erase("weight.decoder.up.1.upsample.conv.bias");
        });
        QVERIFY2(uneven.contains("halves images 3 times") && uneven.contains("doubles them 2 times"),
                 qPrintable(uneven));
        const QString narrow = refusalAfter([](auto& state) {
            state.tensors["weight.quantize.embedding.weight"] = at::ones({9, 5});
        });
        QVERIFY2(narrow.contains("codes have 5"), qPrintable(narrow));
        const QString bare = refusalAfter([](auto& state) {
            std::erase_if(state.tensors, [](const auto& entry) {
                return entry.first.starts_with("weight.decoder.up.2.block");
            });
        });
        QVERIFY2(bare.contains("decoder.up.2"), qPrintable(bare));
    }
};

QTEST_APPLESS_MAIN(AutoencoderTest)
#include "autoencoder_test.moc"
