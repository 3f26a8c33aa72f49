#include "core/training/diffusion_loss.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/diffusion/unet.h"
#include "core/tensor/weights.h"
#include "core/training/initial_weights.h"
#include "tests/support/gradient.h"

using namespace ld3m;

namespace {

const c10::TensorOptions kExact = c10::TensorOptions(c10::kDouble);

at::Tensor wave(at::IntArrayRef shape, double step) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return (at::arange(count, kExact) * step).sin().view(shape);
}

} // namespace

class DiffusionLossTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timestepsCoverTheRange() {
        const at::Tensor t = training::stratifiedTimesteps(50, 3);
        const at::Tensor parts = std::get<0>(t.div(20, "floor").sort(0));
        QVERIFY(at::equal(parts, at::arange(50, at::kLong)));
        QVERIFY(!at::equal(t, std::get<0>(t.sort(0))));
        QVERIFY(!at::equal(t, training::stratifiedTimesteps(50, 4)));
        const at::Tensor more = training::stratifiedTimesteps(3000, 3);
        QCOMPARE(more.min().item<std::int64_t>(), std::int64_t{0});
        QCOMPARE(more.max().item<std::int64_t>(), std::int64_t{999});
    }

    void noiseIsAddedByTheSchedule() {
        const auto schedule = diffusion::NoiseSchedule::make();
        const training::NoiseTables tables(schedule, kExact);
        const at::Tensor noised =
            tables.noised(at::full({2, 1, 1, 1}, 2.0, kExact), at::full({2, 1, 1, 1}, 3.0, kExact),
                          at::tensor({0, 700}, at::kLong));
        for (int i = 0; i < 2; ++i) {
            const int t = i == 0 ? 0 : 700;
            QVERIFY(std::abs(noised[i].item<double>() - (2 * schedule.signal(t) + 3 * schedule.noise(t))) <
                    1e-12);
        }
    }

    void weightsAreClippedSignalToNoise() {
        const auto schedule = diffusion::NoiseSchedule::make();
        const training::NoiseTables tables(schedule, kExact);
        const at::Tensor t = at::tensor({0, 999}, at::kLong);
        const double bar = schedule.alphas_cumprod[0];
        const at::Tensor weights = tables.weights(t, 5);
        QVERIFY(std::abs(weights[0].item<double>() - 5 * (1 - bar) / bar) < 1e-6); // SNR about 666 at t = 0
        QCOMPARE(weights[1].item<double>(), 1.0); // and far below 5 at the end
        QVERIFY(at::equal(tables.weights(t, 0), at::ones({2}, kExact)));
    }

    void classesAreHiddenAtTheirShare() {
        const at::Tensor ids = at::zeros({20000}, at::kLong);
        const double hidden =
            (training::withDropout(ids, 10, 0.1, 5) == 10).to(at::kDouble).mean().item<double>();
        QVERIFY(std::abs(hidden - 0.1) < 0.01); // five deviations
        QVERIFY(at::equal(training::withDropout(ids, 10, 0, 5), ids));
        QVERIFY((training::withDropout(ids, 10, 1, 5) == 10).all().item<bool>());
    }

    // Autograd reaches every kind of weight of the very U-Net that runs.
    void gradientsOfWeightsAreTheSlopes_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"time_embed.0.weight", "time_embed.2.bias", "input_blocks.0.0.weight",
              "input_blocks.1.0.in_layers.0.weight", "input_blocks.1.0.emb_layers.1.weight",
              "input_blocks.1.0.out_layers.3.weight", "input_blocks.2.0.op.weight",
              "input_blocks.3.1.transformer_blocks.0.attn1.to_q.weight",
              "input_blocks.3.1.transformer_blocks.0.attn2.to_v.weight",
              "input_blocks.3.1.transformer_blocks.0.ff.net.0.proj.weight",
              "input_blocks.3.1.transformer_blocks.0.norm1.bias", "input_blocks.3.1.proj_out.weight",
              "output_blocks.1.2.conv.weight", "output_blocks.3.0.skip_connection.weight", "out.0.weight",
              "out.2.bias"})
            QTest::newRow(name) << QString(name);
    }
    void gradientsOfWeightsAreTheSlopes() {
        QFETCH(QString, name);
        const settings::DiffusionSettings sizes{
            .width = 8, .multipliers = {"1", "1"}, .head_channels = 4, .context = 3, .groups = 2};
        const auto state = std::make_shared<tensor::StateDict>(training::initialUNet(sizes, 2, 7));
        double step = 0.1;
        for (auto& [each, tensor] : state->tensors) // nothing zero, or little would have a gradient
            tensor = tensor.to(kExact) + 0.1 * wave(tensor.sizes(), step += 0.01);
        const at::Tensor& weight = state->at(name.toStdString());
        const auto loss = [&](const at::Tensor& value) {
            auto changed = std::make_shared<tensor::StateDict>(*state);
            changed->tensors.at(name.toStdString()) = value;
            const diffusion::UNet network(tensor::Weights(changed, kExact),
                                          {.groups = 2, .head_channels = 4});
            const at::Tensor guess =
                network(wave({2, 2, 4, 4}, 0.7), at::tensor({10, 800}, at::kLong), wave({2, 1, 3}, 0.4));
            return training::squaredError(guess, wave({2, 2, 4, 4}, 0.3)).mean();
        };
        const double error = tests::slopeError(loss, weight, wave(weight.sizes(), 1.3), 1e-6);
        QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
    }
};

QTEST_APPLESS_MAIN(DiffusionLossTest)
#include "diffusion_loss_test.moc"
