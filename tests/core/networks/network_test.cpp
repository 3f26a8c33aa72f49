// Fresh parameters: PyTorch's own from equal seeds, in published order.
#include "core/base/text.h"
#include "core/networks/convnet.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using networks::Start;

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
    void seedsGivePyTorchsConvNet() {
        const auto file = tests::golden("objectives/init_convnet_d3_32.safetensors");
        const auto network = networks::makeNetwork(settings::NetworkKind::convnet, {});
        const auto parameters = fresh(*network, std::stoull(file.metadata.at("seed")));
        QCOMPARE(file.tensors.size(), 2 * parameters.size());
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string& name = network->specs()[i].name;
            const at::Tensor all = parameters[i].flatten();
            QVERIFY2(at::equal(all.slice(0, 0, 8), file.at("out.head." + name)), name.c_str());
            const at::Tensor exact = all.to(at::kDouble);
            const at::Tensor deviation = (exact - exact.mean()).pow(2).mean().sqrt();
            const at::Tensor stats = at::stack({exact.min(), exact.max(), exact.mean(), deviation});
            LD3M_COMPARE(stats, file.at("out.stats." + name), 1e-6);
        }
    }

    void makesWhatTheRecipeNames() {
        const networks::NetworkShape shape{
            .resolution = 16, .classes = 7, .width = 12, .norm = settings::Norm::group};
        const auto made = networks::makeNetwork(settings::NetworkKind::convnet, shape);
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
        const auto network =
            networks::makeNetwork(settings::NetworkKind::convnet, {.resolution = 8, .width = 4});
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
