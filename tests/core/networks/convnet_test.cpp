// ConvNet against the published networks: scores, features, gradients, names; and what it refuses.
#include "core/networks/convnet.h"

#include <torch/csrc/autograd/autograd.h>

#include "core/base/error.h"
#include "tests/support/formula_weights.h"
#include "tests/support/gradient.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using networks::ConvNet;
using settings::Norm;

namespace {

networks::NetworkShape shapeOf(const tensor::StateDict& file) {
    static const std::map<std::string, Norm> norms = {{"ConvNet", Norm::instance},
                                                      {"ConvNet_GN", Norm::group},
                                                      {"ConvNet_LN", Norm::layer},
                                                      {"ConvNet_NN", Norm::none}};
    const auto number = [&](const char* key) { return std::stoll(file.metadata.at(key)); };
    return {.resolution = number("res"),
            .classes = number("num_classes"),
            .width = number("width"),
            .depth = number("depth"),
            .norm = norms.at(file.metadata.at("model"))};
}

/// Mean cross-entropy with labels 0, 1, 2, ... in turn, as the reference files have it.
at::Tensor crossEntropy(const at::Tensor& logits_BC) {
    return at::cross_entropy_loss(logits_BC, at::arange(logits_BC.size(0)).remainder(logits_BC.size(1)));
}

/// Instance norm takes a plane's mean away, and with it the convolution's bias: its gradient is zero but for
/// rounding.
bool hasNoEffect(const networks::NetworkShape& shape, const std::vector<networks::ParameterSpec>& specs,
                 std::size_t i) {
    return shape.norm == Norm::instance && i > 0 && specs[i].shape.size() == 1 &&
           specs[i - 1].shape.size() == 4;
}

QString refusal(const networks::NetworkShape& shape) {
    return tests::messageOf<base::InputError>([&] { ConvNet network(shape); });
}

} // namespace

class ConvNetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsThePublishedNetworks_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("twice");
        for (const char* name :
             {"net_convnet_tiny", "net_convnet_nn_tiny", "net_convnet_ln_tiny", "net_convnet_gn_tiny"})
            for (const bool twice : {false, true})
                QTest::addRow("%s, %s", name, twice ? "fp64" : "fp32") << name << twice;
    }
    void equalsThePublishedNetworks() {
        QFETCH(QString, name);
        QFETCH(bool, twice);
        const auto type = twice ? at::kDouble : at::kFloat;
        const auto file = tests::golden("objectives/" + name.toStdString() + ".safetensors");
        const networks::NetworkShape shape = shapeOf(file);
        const ConvNet network(shape);
        const auto stored = std::ranges::count_if(
            file.tensors, [](const auto& tensor) { return tensor.first.starts_with("weight."); });
        QCOMPARE(network.specs().size(), static_cast<std::size_t>(stored));

        networks::Parameters parameters;
        for (const networks::ParameterSpec& spec : network.specs()) {
            QCOMPARE(file.at("weight." + spec.name).sizes().vec(), spec.shape);
            parameters.push_back(tests::leaf(file.at("weight." + spec.name).to(type)));
        }
        const at::Tensor x_BCHW = tests::leaf(file.at("in.x").to(type));
        const at::Tensor logits_BC = network.forward(x_BCHW, parameters);
        QVERIFY(logits_BC.scalar_type() == type);
        LD3M_COMPARE(logits_BC, file.at("out.logits"), 1e-5);
        LD3M_COMPARE(network.embed(x_BCHW, parameters), file.at("out.embed"), 1e-5);
        LD3M_COMPARE(crossEntropy(logits_BC).view({1}), file.at("out.ce"), 1e-5);

        std::vector<at::Tensor> inputs = parameters;
        inputs.push_back(x_BCHW);
        const auto gradients = torch::autograd::grad({logits_BC}, inputs, {file.at("in.cotangent").to(type)});
        LD3M_COMPARE(gradients.back(), file.at("grad.x"), 1e-5);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string& parameter = network.specs()[i].name;
            if (hasNoEffect(shape, network.specs(), i))
                QVERIFY2(gradients[i].abs().max().item<double>() < 1e-4, parameter.c_str());
            else
                LD3M_COMPARE(gradients[i], file.at("grad." + parameter), 1.5e-5);
        }
    }

    // Full width, depth by the resolution, weights by formula.
    void equalsThePublishedNetworkOfFullWidth() {
        const auto file = tests::golden("objectives/net_convnet_d3_32.safetensors");
        networks::NetworkShape shape = shapeOf(file);
        shape.depth = 0;
        const ConvNet network(shape);
        const std::uint64_t salt = std::stoull(file.metadata.at("salt"));
        QVERIFY(
            at::equal(tests::formulaTensor(1000, {2, 3, 32, 32}, 0, std::sqrt(3.0), salt), file.at("in.x")));

        auto inputs = tests::formulaParameters(network, salt, std::stod(file.metadata.at("gain")));
        std::int64_t count = 0;
        for (at::Tensor& parameter : inputs) {
            count += parameter.numel();
            parameter.requires_grad_(true);
        }
        QCOMPARE(count, 320010);

        const at::Tensor x_BCHW = tests::leaf(file.at("in.x"));
        const at::Tensor logits_BC = network.forward(x_BCHW, inputs);
        LD3M_COMPARE(logits_BC, file.at("out.logits"), 1e-5);
        LD3M_COMPARE(network.embed(x_BCHW, inputs), file.at("out.embed"), 1e-5);
        LD3M_COMPARE(crossEntropy(logits_BC).view({1}), file.at("out.ce"), 1e-5);
        inputs.push_back(x_BCHW);
        const auto gradients = torch::autograd::grad({logits_BC}, inputs, {file.at("in.cotangent")});
        LD3M_COMPARE(gradients.back(), file.at("grad.x"), 1e-5);
        for (std::size_t i = 0; i < network.specs().size(); ++i) {
            const std::string& name = network.specs()[i].name;
            if (hasNoEffect(shape, network.specs(), i))
                QVERIFY2(gradients[i].norm().item<double>() < 1e-4, name.c_str());
            else
                LD3M_COMPARE(gradients[i].norm().view({1}), file.at("out.gradnorm." + name), 1e-5);
        }
    }

    void depthFollowsTheResolution() {
        const std::pair<int, int> depths[] = {{256, 6}, {128, 5}, {64, 4}, {32, 3},  {16, 2}, {8, 1},
                                              {4, 1},   {2, 1},   {48, 3}, {100, 4}, {31, 2}};
        for (const auto& [resolution, depth] : depths)
            QCOMPARE(networks::convNetDepth(resolution), depth);
    }

    // Pooling rounds down: 21 -> 10 -> 5 -> 2.
    void oddImagesAreFine() {
        for (const Norm norm : {Norm::instance, Norm::group, Norm::layer, Norm::none}) {
            const ConvNet network({.resolution = 21, .classes = 2, .width = 4, .depth = 3, .norm = norm});
            const auto parameters = tests::formulaParameters(network, 1, 1);
            const at::Tensor x_BCHW = tests::formulaTensor(1000, {2, 3, 21, 21}, 0, 1, 1);
            QCOMPARE(network.embed(x_BCHW, parameters).sizes().vec(),
                     (std::vector<std::int64_t>{2, 4 * 2 * 2}));
            QCOMPARE(network.forward(x_BCHW, parameters).sizes().vec(), (std::vector<std::int64_t>{2, 2}));
        }
    }

    void tooSmallImagesAreRefused() {
        const QString said = refusal({.resolution = 8, .depth = 4});
        QVERIFY2(said.contains("8 px") && said.contains("depth 4"), qPrintable(said));
        QVERIFY2(said.contains("objective.depth") && said.contains("dataset.resolution"), qPrintable(said));
        QVERIFY(refusal({.resolution = 1}).contains("1 px"));
        QCOMPARE(refusal({.resolution = 8, .depth = 3}), "(nothing was thrown)"); // 1 x 1 features
    }

    void groupNormNeedsGroups() {
        const QString said = refusal({.width = 6, .norm = Norm::group});
        QVERIFY2(said.contains("multiple of 4, not 6") && said.contains("objective.width"), qPrintable(said));
        for (const Norm norm : {Norm::instance, Norm::layer, Norm::none})
            QCOMPARE(refusal({.width = 6, .norm = norm}), "(nothing was thrown)");
    }
};

QTEST_APPLESS_MAIN(ConvNetTest)
#include "convnet_test.moc"
