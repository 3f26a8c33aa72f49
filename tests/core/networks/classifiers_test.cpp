// AlexNet, VGG-11, ResNet-18 and ViT beside ConvNet: the published numbers, sizes at every resolution,
// refusals.
#include "core/base/error.h"
#include "core/networks/network.h"
#include "core/tensor/random.h"
#include "tests/support/message_of.h"
#include "tests/support/network_case.h"

using namespace ld3m;
using settings::NetworkKind;

namespace {

std::unique_ptr<networks::Network> make(NetworkKind kind, std::int64_t resolution,
                                        std::int64_t classes = 10) {
    return networks::makeNetwork(kind, {.resolution = resolution, .classes = classes});
}

std::int64_t count(const networks::Network& network) {
    std::int64_t sum = 0;
    for (const networks::ParameterSpec& spec : network.specs())
        sum += c10::multiply_integers(spec.shape);
    return sum;
}

networks::Parameters fresh(const networks::Network& network) {
    at::Generator generator = tensor::generator(1);
    return networks::initialise(network, generator, at::TensorOptions(at::kFloat));
}

QString refusal(NetworkKind kind, std::int64_t resolution) {
    return tests::messageOf<base::InputError>([&] { make(kind, resolution); });
}

} // namespace

class ClassifiersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalThePublishedNetworks_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("twice");
        QTest::addColumn<double>("tolerance");
        const auto rows = [](NetworkKind kind, const char* name, double single, double twice) {
            QTest::addRow("%s, fp32", name) << int(kind) << name << false << single;
            QTest::addRow("%s, fp64", name) << int(kind) << name << true << twice;
        };
        rows(NetworkKind::convnet, "net_convnet_d3_32", 1e-5, 2e-6);
        rows(NetworkKind::alexnet, "net_alexnet_cifar_32", 1e-5, 2e-6);
        rows(NetworkKind::vgg11, "net_vgg11_cifar_32", 1e-4, 1e-5);
        rows(NetworkKind::resnet18, "net_resnet18_cifar_32", 5e-4, 5e-6);
        rows(NetworkKind::vit, "net_vit_cifar_32", 1e-5, 2e-6);
    }
    void equalThePublishedNetworks() {
        QFETCH(int, kind);
        QFETCH(QString, name);
        QFETCH(bool, twice);
        QFETCH(double, tolerance);
        const auto file = tests::golden("objectives/" + name.toStdString() + ".safetensors");
        tests::compareWithFormulaCase(*make(static_cast<NetworkKind>(kind), 32), file,
                                      twice ? at::kDouble : at::kFloat, tolerance);
    }

    void sizes_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("resolution");
        QTest::addColumn<int>("parameters"); // at 32 and 128 px as published
        QTest::addColumn<int>("features");
        const auto row = [](NetworkKind kind, int resolution, int parameters, int features) {
            QTest::addRow("%s, %d px", settings::nameOf(kind).c_str(), resolution)
                << int(kind) << resolution << parameters << features;
        };
        row(NetworkKind::convnet, 32, 320010, 2048);
        row(NetworkKind::convnet, 128, 615690, 2048);
        row(NetworkKind::alexnet, 8, 1843402, 192);
        row(NetworkKind::alexnet, 32, 1872202, 3072);
        row(NetworkKind::alexnet, 64, 1841482 + 122880, 12288);
        row(NetworkKind::alexnet, 128, 2333002, 49152);
        row(NetworkKind::vgg11, 32, 9231114, 512);
        row(NetworkKind::vgg11, 64, 9476874, 25088);
        row(NetworkKind::vgg11, 128, 9476874, 25088);
        row(NetworkKind::vgg11, 256, 9476874, 25088);
        row(NetworkKind::resnet18, 16, 11173962, 512);
        row(NetworkKind::resnet18, 32, 11173962, 512);
        row(NetworkKind::resnet18, 64, 11173962, 2048);
        row(NetworkKind::resnet18, 128, 11173962, 8192);
        row(NetworkKind::vit, 8, 9523722 - 60 * 512, 512);
        row(NetworkKind::vit, 32, 9523722, 512);
        row(NetworkKind::vit, 64, 16176650 - 48 * 512, 512);
        row(NetworkKind::vit, 128, 16176650, 512);
        row(NetworkKind::vit, 256, 16176650 + 192 * 512, 512);
    }
    void sizes() {
        QFETCH(int, kind);
        QFETCH(int, resolution);
        QFETCH(int, parameters);
        QFETCH(int, features);
        const auto network = make(static_cast<NetworkKind>(kind), resolution);
        QCOMPARE(count(*network), parameters);
        const at::NoGradGuard no_graph;
        const auto values = fresh(*network);
        const at::Tensor x_BCHW = tests::formulaTensor(1000, {2, 3, resolution, resolution}, 0, 1, 1);
        QCOMPARE(network->embed(x_BCHW, values).sizes().vec(), (std::vector<std::int64_t>{2, features}));
        const at::Tensor scores_BC = network->forward(x_BCHW, values);
        QCOMPARE(scores_BC.sizes().vec(), (std::vector<std::int64_t>{2, 10}));
        QVERIFY(!at::allclose(scores_BC[0], scores_BC[1], 1e-4, 1e-5)); // different images, different scores
    }

    // 2 x 2 pixels become 7 x 7 cells; a cell sees pixels floor(2i/7) to ceil(2(i+1)/7) - 1: the one in the
    // middle both.
    void vggEnlargesSmallMaps() {
        const auto network = make(NetworkKind::vgg11, 64, 3);
        const at::NoGradGuard no_graph;
        const at::Tensor x_BCHW = tests::formulaTensor(1000, {1, 3, 64, 64}, 0, 1, 1);
        const at::Tensor map = network->embed(x_BCHW, fresh(*network)).view({512, 7, 7});
        for (const int row : {0, 4}) {
            QVERIFY(at::equal(map.select(1, row).slice(1, 0, 1).expand({512, 3}),
                              map.select(1, row).slice(1, 0, 3)));
            QVERIFY(at::equal(map.select(1, row).select(1, 3),
                              at::maximum(map.select(1, row).select(1, 0), map.select(1, row).select(1, 6))));
        }
        QVERIFY(!at::equal(map.select(1, 0), map.select(1, 6)));
    }

    void resolutionsThatCannotWorkAreRefused() {
        for (const auto& [kind, resolution, name] : {std::tuple{NetworkKind::alexnet, 7, "AlexNet"},
                                                     {NetworkKind::vgg11, 31, "VGG-11"},
                                                     {NetworkKind::resnet18, 8, "ResNet-18"},
                                                     {NetworkKind::vit, 30, "ViT"},
                                                     {NetworkKind::vit, 40, "ViT"},
                                                     {NetworkKind::vit, 0, "ViT"}}) {
            const QString said = refusal(kind, resolution);
            QVERIFY2(said.contains(name) && said.contains(QString("%1 px").arg(resolution)),
                     qPrintable(said));
            QVERIFY2(said.contains("dataset.resolution"), qPrintable(said));
        }
        QVERIFY(refusal(NetworkKind::vit, 40).contains("patches of 16 px"));
        QVERIFY(refusal(NetworkKind::vit, 30).contains("patches of 4 px"));
        for (const auto& [kind, resolution] : {std::pair{NetworkKind::alexnet, 8},
                                               {NetworkKind::vgg11, 32},
                                               {NetworkKind::resnet18, 9},
                                               {NetworkKind::vit, 28}})
            QCOMPARE(refusal(kind, resolution), "(nothing was thrown)");
    }
};

QTEST_APPLESS_MAIN(ClassifiersTest)
#include "classifiers_test.moc"
