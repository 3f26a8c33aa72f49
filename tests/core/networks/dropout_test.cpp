// Dropout: what it drops, from which numbers, and that only ViT has it.
#include "core/networks/layers.h"
#include "core/tensor/random.h"
#include "tests/support/network_case.h"

using namespace ld3m;
using settings::NetworkKind;

namespace {

at::Tensor dropped(const at::Tensor& x, std::uint64_t seed) {
    at::Generator generator = tensor::generator(seed);
    return networks::dropout(x, 0.1, &generator);
}

struct Setting {
    std::unique_ptr<networks::Network> network;
    networks::Parameters parameters;
    at::Tensor x_BCHW;

    explicit Setting(NetworkKind kind, std::int64_t resolution = 32)
        : network(networks::makeNetwork(kind, {.resolution = resolution, .width = 8})),
          x_BCHW(tests::formulaTensor(1000, {2, 3, resolution, resolution}, 0, 1, 1)) {
        at::Generator generator = tensor::generator(1);
        parameters = networks::initialise(*network, generator, at::TensorOptions(at::kFloat));
    }
    at::Tensor trained(at::Generator& generator) const {
        return network->forward(x_BCHW, parameters, &generator);
    }
    at::Tensor trained(std::uint64_t seed) const {
        at::Generator generator = tensor::generator(seed);
        return trained(generator);
    }
};

} // namespace

class DropoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dropsATenthAndKeepsTheMean() {
        const at::Tensor y = dropped(at::ones({200000}, at::kDouble), 4);
        const at::Tensor gone = y.eq(0);
        QVERIFY(std::abs(gone.to(at::kDouble).mean().item<double>() - 0.1) < 0.003);
        QVERIFY(at::equal(y.masked_select(~gone),
                          at::full({(~gone).sum().item<std::int64_t>()}, 1 / 0.9, at::kDouble)));
        QVERIFY(std::abs(y.mean().item<double>() - 1) < 0.003);
    }

    void theGradientPassesWhereNumbersDo() {
        const at::Tensor x = tests::leaf(tensor::normal({40, 30}, 1, at::TensorOptions(at::kDouble)));
        const at::Tensor y = dropped(x, 5);
        LD3M_COMPARE(tests::gradient(y.sum(), x) * x.detach(), y.detach(), 1e-14);
    }

    void everyPrecisionDropsTheSame() {
        const at::Tensor x = at::ones({50, 60});
        QVERIFY(at::equal(dropped(x, 6).eq(0), dropped(x.to(at::kDouble), 6).eq(0)));
        QVERIFY(at::equal(dropped(x, 6), dropped(x, 6)));
        QVERIFY(!at::equal(dropped(x, 6), dropped(x, 7)));
        QVERIFY(networks::dropout(x, 0.1, nullptr).is_same(x));
    }

    void vitTrainsWithDropout_data() {
        QTest::addColumn<int>("resolution");
        QTest::addColumn<int>("layers"); // after the embedding and three times a block
        QTest::addColumn<int>("tokens");
        QTest::newRow("32 px") << 32 << 1 + 3 * 6 << 65;
        QTest::newRow("64 px") << 64 << 1 + 3 * 10 << 17;
    }
    void vitTrainsWithDropout() {
        QFETCH(int, resolution);
        QFETCH(int, layers);
        QFETCH(int, tokens);
        const at::NoGradGuard no_graph;
        const Setting vit(NetworkKind::vit, resolution);
        at::Generator used = tensor::generator(8);
        const at::Tensor scores_BC = vit.trained(used);
        QVERIFY(at::equal(scores_BC, vit.trained(8)));
        QVERIFY(!at::allclose(scores_BC, vit.trained(9)));
        QVERIFY(!at::allclose(scores_BC, vit.network->forward(vit.x_BCHW, vit.parameters)));

        at::Generator counted = tensor::generator(8);
        for (int i = 0; i < layers; ++i)
            networks::dropout(at::ones({2, tokens, 512}), 0.1, &counted);
        const auto next = [](at::Generator& generator) {
            return at::rand({4}, generator, at::TensorOptions());
        };
        QVERIFY(at::equal(next(used), next(counted)));
    }

    // Over many draws the scores spread around those without dropout.
    void evaluationIsNearTheMeanOfTraining() {
        const at::NoGradGuard no_graph;
        const Setting vit(NetworkKind::vit, 8);
        std::vector<at::Tensor> scores;
        for (std::uint64_t seed = 1; seed <= 60; ++seed)
            scores.push_back(vit.trained(seed));
        const at::Tensor all = at::stack(scores);
        const at::Tensor off = (all.mean(0) - vit.network->forward(vit.x_BCHW, vit.parameters)).abs().mean();
        QVERIFY2(
            off.item<double>() < 0.5 * all.std(0).mean().item<double>(),
            qPrintable(QString("%1 of %2").arg(off.item<double>()).arg(all.std(0).mean().item<double>())));
    }

    void theOthersDrawNothing() {
        const at::NoGradGuard no_graph;
        for (const NetworkKind kind :
             {NetworkKind::convnet, NetworkKind::alexnet, NetworkKind::vgg11, NetworkKind::resnet18}) {
            const Setting setting(kind);
            at::Generator generator = tensor::generator(2), untouched = tensor::generator(2);
            QVERIFY(at::equal(setting.trained(generator),
                              setting.network->forward(setting.x_BCHW, setting.parameters)));
            QVERIFY(at::equal(setting.network->embed(setting.x_BCHW, setting.parameters, &generator),
                              setting.network->embed(setting.x_BCHW, setting.parameters)));
            QVERIFY(at::equal(at::randperm(9, generator, at::kLong), at::randperm(9, untouched, at::kLong)));
        }
    }
};

QTEST_APPLESS_MAIN(DropoutTest)
#include "dropout_test.moc"
