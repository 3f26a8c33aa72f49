#include "core/diffusion/averaged_weights.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m;

namespace {

constexpr const char* kUNet = "model.diffusion_model.";

/// Two raw weights of zeros, and averages of ones under the given names.
tensor::StateDict stateWith(const std::vector<std::string>& averages) {
    tensor::StateDict state;
    state.tensors["model.diffusion_model.out.0.weight"] = at::zeros({4});
    state.tensors["model.diffusion_model.out.0.bias"] = at::zeros({4});
    state.tensors["first_stage_model.encoder.conv_in.bias"] = at::zeros({4});
    for (const std::string& name : averages)
        state.tensors[name] = at::ones({4});
    return state;
}

double sumOf(const tensor::StateDict& state) {
    double sum = 0;
    for (const auto& [name, tensor] : state.tensors)
        if (!diffusion::servesTrainingOnly(name))
            sum += tensor.sum().item<double>();
    return sum;
}

} // namespace

class AveragedWeightsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesWithoutDots() {
        auto state = stateWith({"model_ema.diffusion_modelout0weight", "model_ema.diffusion_modelout0bias"});
        QVERIFY(diffusion::useAverages(state, kUNet).complete());
        QCOMPARE(sumOf(state), 8.0);
    }

    void namesWithDots() {
        auto state =
            stateWith({"model_ema.diffusion_model.out.0.weight", "model_ema.diffusion_model.out.0.bias"});
        QVERIFY(diffusion::useAverages(state, kUNet).complete());
        QCOMPARE(sumOf(state), 8.0);
    }

    void halfAnAverageIsNone() {
        auto state = stateWith({"model_ema.diffusion_modelout0weight"});
        const diffusion::AverageCount count = diffusion::useAverages(state, kUNet);
        QVERIFY(count.partial() && !count.complete());
        QCOMPARE(count.averaged, std::size_t(1));
        QCOMPARE(count.raw, std::size_t(1));
        QCOMPARE(sumOf(state), 0.0);
    }

    void anotherShapeIsAnotherTensor() {
        auto state = stateWith({"model_ema.diffusion_modelout0weight"});
        state.tensors["model_ema.diffusion_modelout0bias"] = at::ones({2, 2});
        QCOMPARE(diffusion::useAverages(state, kUNet).raw, std::size_t(1));
        QCOMPARE(sumOf(state), 0.0);
    }

    void withoutAverages() {
        auto state = stateWith({"model_ema.decay"});
        const diffusion::AverageCount count = diffusion::useAverages(state, kUNet);
        QVERIFY(!count.complete() && !count.partial());
    }

    // The discriminator of an autoencoder's training has no average and needs none.
    void autoencoderAlone() {
        tensor::StateDict state;
        state.tensors["encoder.conv_in.bias"] = at::zeros({4});
        state.tensors["loss.discriminator.main.0.weight"] = at::zeros({4});
        state.tensors["model_ema.encoderconv_inbias"] = at::ones({4});
        QVERIFY(diffusion::useAverages(state, "").complete());
        QCOMPARE(sumOf(state), 4.0);
    }
};

QTEST_APPLESS_MAIN(AveragedWeightsTest)
#include "averaged_weights_test.moc"
