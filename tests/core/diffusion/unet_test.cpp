#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/unet.h"
#include "core/tensor/random.h"
#include "tests/support/golden_model.h"
#include "tests/support/gradient.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

constexpr double kTolerance = 2e-5;

template<typename Change>
QString refusalAfter(Change change, const diffusion::UNetHints& hints = {.head_channels = 32}) {
    auto state = std::make_shared<tensor::StateDict>(golden("diffusion/unet_uncond.safetensors"));
    change(*state);
    return messageOf<base::InputError>(
        [&] { diffusion::UNet(tensor::Weights(state, cpu()).under("weight"), hints); });
}

} // namespace

class UNetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeEmbeddingByHand() {
        const at::Tensor t_B = at::tensor(std::vector<std::int64_t>{0, 2});
        const at::Tensor embedding_BW = diffusion::timeEmbedding(t_B, 5, at::empty({0}, at::kDouble));
        const std::vector<double> expected = {
            1, 1, 0, 0, 0, std::cos(2.0), std::cos(0.02), std::sin(2.0), std::sin(0.02), 0};
        LD3M_COMPARE(embedding_BW, at::tensor(expected).view({2, 5}), 1e-6);
        QCOMPARE(embedding_BW.scalar_type(), at::kDouble);
    }

    void conditionalGolden_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("tokens");
        QTest::addColumn<int>("head_channels");
        for (const char* tokens : {"1tok", "3tok"}) {
            QTest::addRow("one head, %s", tokens) << "unet_cond.safetensors" << tokens << 0;
            QTest::addRow("heads of 32, %s", tokens) << "unet_cond_heads32.safetensors" << tokens << 32;
        }
    }
    void conditionalGolden() {
        QFETCH(QString, file);
        QFETCH(QString, tokens);
        QFETCH(int, head_channels);
        const tensor::StateDict state = golden("diffusion/" + file.toStdString());
        const auto at = [&](const char* name) { return state.at(name + ("." + tokens.toStdString())); };
        const diffusion::UNet unet(goldenWeights("unet_cond.safetensors", cpu()),
                                   {.head_channels = head_channels});
        QVERIFY(unet.conditional());
        QCOMPARE(unet.contextWidth(), std::int64_t(16));
        QCOMPARE(unet.latentChannels(), std::int64_t(3));

        const at::Tensor x_BCHW = leaf(state.at("in.x")), context_BLD = leaf(at("in.context"));
        const at::Tensor eps_BCHW = unet(x_BCHW, state.at("in.t"), context_BLD);
        LD3M_COMPARE(eps_BCHW, at("out.eps"), kTolerance);
        const at::Tensor loss = (eps_BCHW * state.at("in.r")).sum();
        const auto gradients = torch::autograd::grad({loss}, {x_BCHW, context_BLD});
        LD3M_COMPARE(gradients[0], at("grad.x"), kTolerance);
        LD3M_COMPARE(gradients[1], at("grad.context"), kTolerance);
    }

    void unconditionalGolden_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("split_qkv_first");
        QTest::newRow("heads first") << "unet_uncond.safetensors" << false;
        QTest::newRow("q, k, v first") << "unet_uncond_neworder.safetensors" << true;
    }
    void unconditionalGolden() {
        QFETCH(QString, file);
        QFETCH(bool, split_qkv_first);
        const tensor::StateDict state = golden("diffusion/" + file.toStdString());
        const diffusion::UNet unet(goldenWeights("unet_uncond.safetensors", cpu()),
                                   {.head_channels = 32, .split_qkv_first = split_qkv_first});
        QVERIFY(!unet.conditional());
        LD3M_COMPARE(diffusion::timeEmbedding(state.at("in.t"), 32, state.at("in.x")), state.at("out.t_emb"),
                     1e-6);
        const at::Tensor x_BCHW = leaf(state.at("in.x"));
        const at::Tensor eps_BCHW = unet(x_BCHW, state.at("in.t"), {});
        LD3M_COMPARE(eps_BCHW, state.at("out.eps"), kTolerance);
        LD3M_COMPARE(gradient((eps_BCHW * state.at("in.r")).sum(), x_BCHW), state.at("grad.x"), kTolerance);
    }

    void slopesAreTrue() {
        const tensor::StateDict state = golden("diffusion/unet_cond.safetensors");
        const auto unet = goldenUNet(true, cpu(at::kDouble));
        const auto in = [&](const char* name) { return state.at(name).narrow(0, 0, 1).to(at::kDouble); };
        const at::Tensor x_BCHW = in("in.x"), c_BLD = in("in.context.3tok"), r_BCHW = in("in.r");
        const at::Tensor t_B = state.at("in.t").narrow(0, 0, 1);
        for (const std::uint64_t seed : {1, 2}) {
            const auto of_x = [&](const at::Tensor& x) { return ((*unet)(x, t_B, c_BLD) * r_BCHW).sum(); };
            QVERIFY(slopeError(of_x, x_BCHW, tensor::normal(x_BCHW.sizes(), seed, x_BCHW.options())) < 1e-6);
            const auto of_c = [&](const at::Tensor& c) { return ((*unet)(x_BCHW, t_B, c) * r_BCHW).sum(); };
            QVERIFY(slopeError(of_c, c_BLD, tensor::normal(c_BLD.sizes(), seed, c_BLD.options())) < 1e-5);
        }
    }

    void oneTokenEqualsTwoEqualTokens() {
        const tensor::StateDict state = golden("diffusion/unet_cond.safetensors");
        const auto unet = goldenUNet(true, cpu(at::kDouble));
        const at::Tensor x_BCHW = state.at("in.x").to(at::kDouble),
                         c_BLD = state.at("in.context.1tok").to(at::kDouble);
        LD3M_COMPARE((*unet)(x_BCHW, state.at("in.t"), c_BLD),
                     (*unet)(x_BCHW, state.at("in.t"), c_BLD.expand({-1, 2, -1})), 1e-12);
    }

    void missingContextIsRefused() {
        const auto unet = goldenUNet(true, cpu());
        const auto message = messageOf<base::RunError>([&] {
            (*unet)(at::zeros({1, 3, 8, 8}), at::zeros({1}, at::kLong), {});
        });
        QVERIFY2(message.contains("context"), qPrintable(message));
    }

    void wrongStructuresAreRefusedInWords() {
        const QString missing = refusalAfter([](auto& state) { state.tensors.erase("weight.out.2.weight"); });
        QVERIFY2(missing.contains("weight.out.2.weight"), qPrintable(missing));
        const QString fewer = refusalAfter([](auto& state) {
            std::erase_if(state.tensors, [](const auto& entry) {
                return entry.first.starts_with("weight.output_blocks.5.");
            });
        });
        QVERIFY2(fewer.contains("6 input blocks and 5 output blocks"), qPrintable(fewer));
        const QString strange =
            refusalAfter([](auto& state) { state.tensors["weight.middle_block.3.gamma"] = at::ones({1}); });
        QVERIFY2(strange.contains("weight.middle_block.3") && strange.contains("no known kind"),
                 qPrintable(strange));
        const QString wide = refusalAfter([](auto& state) {
            state.tensors["weight.input_blocks.1.0.in_layers.2.weight"] = at::ones({32, 64, 3, 3});
        });
        QVERIFY2(wide.contains("takes 64 channels, but 32 were expected"), qPrintable(wide));
        const QString groups = refusalAfter([](auto&) {}, {.groups = 24, .head_channels = 32});
        QVERIFY2(groups.contains("24 groups"), qPrintable(groups));
        const QString heads = refusalAfter([](auto&) {}, {.head_channels = 24});
        QVERIFY2(heads.contains("heads of width 24"), qPrintable(heads));
    }
};

QTEST_APPLESS_MAIN(UNetTest)
#include "unet_test.moc"
