// ConvNet against the published networks: scores, features, gradients, names; and what it refuses.
#include "core/networks/convnet.h"

#include <torch/csrc/autograd/autograd.h>

#include "core/base/error.h"
#include "tests/support/message_of.h"
#include "tests/support/network_case.h"

using namespace ld3m;
using networks::ConvNet;
using settings::Activation;
using settings::Norm;
using settings::Pooling;

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
        LD3M_COMPARE(tests::crossEntropy(logits_BC).view({1}), file.at("out.ce"), 1e-5);

        std::vector<at::Tensor> inputs = parameters;
        inputs.push_back(x_BCHW);
        const auto gradients = torch::autograd::grad({logits_BC}, inputs, {file.at("in.cotangent").to(type)});
        LD3M_COMPARE(gradients.back(), file.at("grad.x"), 1e-5);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string& parameter = network.specs()[i].name;
            if (shape.norm == Norm::instance && tests::isBiasBeforeNorm(network.specs(), i))
                QVERIFY2(gradients[i].abs().max().item<double>() < 1e-4, parameter.c_str());
            else
                LD3M_COMPARE(gradients[i], file.at("grad." + parameter), 1.5e-5);
        }
    }

    // Every block by Torch's operators, one after the other, and the published numbering of modules.
    void poolingAndActivationVary_data() {
        QTest::addColumn<int>("norm");
        QTest::addColumn<int>("pooling");
        QTest::addColumn<int>("activation");
        for (const Norm norm : {Norm::instance, Norm::none})
            for (const Pooling pooling : {Pooling::average, Pooling::max, Pooling::none})
                for (const Activation activation :
                     {Activation::relu, Activation::leaky_relu, Activation::sigmoid})
                    QTest::addRow("%s, %s, %s", settings::nameOf(norm).c_str(),
                                  settings::nameOf(pooling).c_str(), settings::nameOf(activation).c_str())
                        << int(norm) << int(pooling) << int(activation);
    }
    void poolingAndActivationVary() {
        QFETCH(int, norm);
        QFETCH(int, pooling);
        QFETCH(int, activation);
        const networks::NetworkShape shape{.resolution = 9,
                                           .classes = 3,
                                           .width = 4,
                                           .depth = 2,
                                           .norm = static_cast<Norm>(norm),
                                           .pooling = static_cast<Pooling>(pooling),
                                           .activation = static_cast<Activation>(activation)};
        const ConvNet network(shape);
        const auto parameters = tests::formulaParameters(network, 1, 1);
        at::Tensor x = tests::formulaTensor(1000, {2, 3, 9, 9}, 0, 1, 1);
        const at::Tensor found = network.forward(x, parameters);

        const bool normed = shape.norm == Norm::instance, pooled = shape.pooling != Pooling::none;
        const std::string second = "features." + std::to_string(2 + int(normed) + int(pooled)) + ".weight";
        QCOMPARE(network.specs()[normed ? 4 : 2].name, second);
        for (std::size_t i = 0; i + 2 < parameters.size(); i += normed ? 4 : 2) {
            x = at::conv2d(x, parameters[i], parameters[i + 1], 1, 1);
            if (normed)
                x = at::group_norm(x, 4, parameters[i + 2], parameters[i + 3]);
            x = shape.activation == Activation::sigmoid ? 1 / (1 + (-x).exp())
                                                        : at::where(x > 0, x, (activation ? 0.01 : 0.0) * x);
            const std::int64_t even = x.size(2) / 2 * 2;
            const auto corner = [&](int row, int column) { // of every 2 x 2 window
                return x.slice(2, row, even, 2).slice(3, column, even, 2);
            };
            if (shape.pooling == Pooling::average)
                x = (corner(0, 0) + corner(0, 1) + corner(1, 0) + corner(1, 1)) / 4;
            else if (shape.pooling == Pooling::max)
                x = at::maximum(at::maximum(corner(0, 0), corner(0, 1)),
                                at::maximum(corner(1, 0), corner(1, 1)));
        }
        QCOMPARE(x.size(2), pooled ? 2 : 9);
        LD3M_COMPARE(found, at::linear(x.flatten(1), parameters[parameters.size() - 2], parameters.back()),
                     1e-5);
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
        QCOMPARE(refusal({.resolution = 8, .depth = 4, .pooling = Pooling::none}), "(nothing was thrown)");
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
