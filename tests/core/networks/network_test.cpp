// Fresh parameters: PyTorch's own from equal seeds, in the published turns.
#include "core/base/text.h"
#include "core/networks/convnet.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using networks::Start;
using settings::NetworkKind;

namespace {

/// A network of nothing but parameters.
class OnlyParameters final : public networks::Network {
public:
    explicit OnlyParameters(std::vector<networks::ParameterSpec> specs) : m_specs(std::move(specs)) {}
    const std::vector<networks::ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x, const networks::Parameters&, at::Generator*) const override {
        return x;
    }
    at::Tensor features(const at::Tensor& x, const networks::Parameters&, at::Generator*) const override {
        return x;
    }

    std::vector<networks::ParameterSpec> m_specs;
};

networks::Parameters fresh(const networks::Network& network, std::uint64_t seed,
                           const c10::TensorOptions& options = at::TensorOptions(at::kFloat)) {
    at::Generator generator = tensor::generator(seed);
    return networks::initialise(network, generator, options);
}

} // namespace

class NetworkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsGivePyTorchsNetworks_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("resolution");
        QTest::addColumn<QString>("name");
        QTest::newRow("ConvNet") << int(NetworkKind::convnet) << 32 << "init_convnet_d3_32";
        QTest::newRow("AlexNet") << int(NetworkKind::alexnet) << 128 << "init_alexnet_128";
        QTest::newRow("VGG-11") << int(NetworkKind::vgg11) << 128 << "init_vgg11_128";
        QTest::newRow("ResNet-18") << int(NetworkKind::resnet18) << 128 << "init_resnet18_128";
        QTest::newRow("ViT") << int(NetworkKind::vit) << 128 << "init_vit_128";
        QTest::newRow("ViT at 32 px") << int(NetworkKind::vit) << 32 << "init_vit_cifar_32";
    }
    void seedsGivePyTorchsNetworks() {
        QFETCH(int, kind);
        QFETCH(int, resolution);
        QFETCH(QString, name);
        const auto file = tests::golden("objectives/" + name.toStdString() + ".safetensors");
        const auto network =
            networks::makeNetwork(static_cast<NetworkKind>(kind), {.resolution = resolution});
        const auto parameters = fresh(*network, std::stoull(file.metadata.at("seed")));
        QCOMPARE(file.tensors.size(), 2 * parameters.size());
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string& parameter = network->specs()[i].name;
            QCOMPARE(parameters[i].sizes().vec(), network->specs()[i].shape);
            const at::Tensor all = parameters[i].flatten();
            QVERIFY2(at::equal(all.slice(0, 0, 8), file.at("out.head." + parameter)), parameter.c_str());
            const at::Tensor exact = all.to(at::kDouble);
            const at::Tensor deviation = (exact - exact.mean()).pow(2).mean().sqrt();
            const at::Tensor stats = at::stack({exact.min(), exact.max(), exact.mean(), deviation});
            LD3M_COMPARE(stats, file.at("out.stats." + parameter), 1e-6);
        }
    }

    // An earlier turn draws earlier, and leaves the parameter where it is.
    void turnsAreDrawnInOrder() {
        const networks::ParameterSpec first{"a", {6}, Start::normal}, second{"b", {5}, Start::normal},
            early{.name = "c", .shape = {4}, .start = Start::normal, .turn = -1};
        const auto found = fresh(OnlyParameters({first, second, early}), 5);
        const auto wanted = fresh(OnlyParameters({early, first, second}), 5);
        QVERIFY(at::equal(found[0], wanted[1]) && at::equal(found[1], wanted[2]) &&
                at::equal(found[2], wanted[0]));
    }

    void makesWhatTheRecipeNames() {
        const networks::NetworkShape shape{
            .resolution = 16, .classes = 7, .width = 12, .norm = settings::Norm::group};
        const auto made = networks::makeNetwork(NetworkKind::convnet, shape);
        const networks::ConvNet convnet(shape);
        QCOMPARE(made->specs().size(), convnet.specs().size());
        for (std::size_t i = 0; i < convnet.specs().size(); ++i) {
            QCOMPARE(made->specs()[i].name, convnet.specs()[i].name);
            QCOMPARE(made->specs()[i].shape, convnet.specs()[i].shape);
        }
    }

    void everyStartIsItsDistribution() {
        const OnlyParameters network({{"weight", {100, 4, 5, 5}, Start::uniform_fan_in, 100},
                                      {"bias", {5000}, Start::uniform_fan_in, 100},
                                      {"scale", {3, 2}, Start::ones},
                                      {"shift", {4}, Start::zeros},
                                      {"token", {20000}, Start::normal}});
        const auto parameters = fresh(network, 3);
        for (const std::size_t i : {0, 1}) { // uniform in +-0.1: deviation 0.1 / sqrt(3)
            QVERIFY(parameters[i].abs().max().item<double>() <= 0.1);
            QVERIFY(parameters[i].abs().max().item<double>() > 0.0995);
            QVERIFY(std::abs(parameters[i].mean().item<double>()) < 0.003);
            QVERIFY(std::abs(parameters[i].std().item<double>() - 0.1 / std::sqrt(3.0)) < 0.001);
        }
        QVERIFY(at::equal(parameters[2], at::ones({3, 2})));
        QVERIFY(at::equal(parameters[3], at::zeros({4})));
        QVERIFY(std::abs(parameters[4].mean().item<double>()) < 0.03);
        QVERIFY(std::abs(parameters[4].std().item<double>() - 1) < 0.02);
    }

    // Ones and zeros draw nothing: what follows them sees the same numbers as without them.
    void onlyDrawnParametersMoveTheGenerator() {
        const networks::ParameterSpec last{"last", {6}, Start::normal};
        const auto with = fresh(OnlyParameters({{"a", {9}, Start::ones}, {"b", {9}, Start::zeros}, last}), 5);
        QVERIFY(at::equal(with.back(), fresh(OnlyParameters({last}), 5).front()));
        const auto after = fresh(OnlyParameters({{"a", {9}, Start::uniform_fan_in, 4}, last}), 5);
        QVERIFY(!at::equal(after.back(), with.back()));
    }

    void everyPrecisionSeesTheSameNumbers() {
        const auto network = networks::makeNetwork(NetworkKind::convnet, {.resolution = 8, .width = 4});
        const auto single = fresh(*network, 8), twice = fresh(*network, 8, at::TensorOptions(at::kDouble));
        const auto other = fresh(*network, 9);
        for (std::size_t i = 0; i < single.size(); ++i) {
            QCOMPARE(single[i].sizes().vec(), network->specs()[i].shape);
            QVERIFY(twice[i].scalar_type() == at::kDouble);
            QVERIFY(at::equal(twice[i], single[i].to(at::kDouble)));
            if (network->specs()[i].start == Start::uniform_fan_in)
                QVERIFY(!at::equal(single[i], other[i]));
        }
    }
};

QTEST_APPLESS_MAIN(NetworkTest)
#include "network_test.moc"
