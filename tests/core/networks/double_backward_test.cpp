// What gradient and trajectory matching differentiate: the derivative of a network's parameter gradient.
#include "core/networks/network.h"
#include "core/tensor/random.h"
#include "tests/support/network_case.h"

using namespace ld3m;
using settings::NetworkKind;

namespace {

const at::TensorOptions kDouble(at::kDouble);

/// <gradient of the loss by the parameters, v> for a fixed direction v, of images and of parameters moved by
/// `step` along another fixed direction.
class GradientSlope {
public:
    GradientSlope(const networks::Network& network, std::int64_t resolution, std::uint64_t dropout)
        : m_network(network), m_dropout(dropout),
          m_images_BCHW(tensor::normal({2, 3, resolution, resolution}, 5, kDouble)) {
        at::Generator generator = tensor::generator(1);
        m_start = networks::initialise(network, generator, kDouble);
        for (std::size_t i = 0; i < m_start.size(); ++i) {
            m_move.push_back(0.1 * tensor::normal(m_start[i].sizes(), 100 + i, kDouble));
            m_along.push_back(tensor::normal(m_start[i].sizes(), 500 + i, kDouble));
        }
    }

    const at::Tensor& images() const { return m_images_BCHW; }

    at::Tensor operator()(const at::Tensor& x_BCHW, const at::Tensor& step) const {
        networks::Parameters parameters;
        for (std::size_t i = 0; i < m_start.size(); ++i) {
            const at::Tensor moved = m_start[i] + step * m_move[i];
            parameters.push_back(moved.requires_grad() ? moved : moved.requires_grad_(true));
        }
        at::Generator generator = tensor::generator(m_dropout);
        at::Generator* const dropout = m_dropout > 0 ? &generator : nullptr;
        const at::Tensor loss = tests::crossEntropy(m_network.forward(x_BCHW, parameters, dropout));
        const auto gradients = torch::autograd::grad({loss}, parameters, {}, true, true);
        at::Tensor sum = at::zeros({}, kDouble);
        for (std::size_t i = 0; i < gradients.size(); ++i)
            sum = sum + (gradients[i] * m_along[i]).sum();
        return sum;
    }

private:
    const networks::Network& m_network;
    std::uint64_t m_dropout; ///< seed; 0: none
    at::Tensor m_images_BCHW;
    networks::Parameters m_start, m_move, m_along;
};

} // namespace

class DoubleBackwardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsCentralDifferences_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("resolution");
        QTest::addColumn<int>("dropout");
        QTest::newRow("ConvNet") << int(NetworkKind::convnet) << 16 << 0;
        QTest::newRow("AlexNet") << int(NetworkKind::alexnet) << 8 << 0;
        QTest::newRow("VGG-11, adaptive pooling") << int(NetworkKind::vgg11) << 33 << 0;
        QTest::newRow("ResNet-18") << int(NetworkKind::resnet18) << 16 << 0;
        QTest::newRow("ViT, dropout") << int(NetworkKind::vit) << 8 << 3;
        QTest::newRow("ViT without norms") << int(NetworkKind::vit) << 48 << 0;
    }
    void equalsCentralDifferences() {
        QFETCH(int, kind);
        QFETCH(int, resolution);
        QFETCH(int, dropout);
        const auto network =
            networks::makeNetwork(static_cast<NetworkKind>(kind), {.resolution = resolution});
        const GradientSlope slope(*network, resolution, dropout);
        const at::Tensor& x_BCHW = slope.images();
        const at::Tensor still = at::zeros({}, kDouble);
        // So short a step that hardly any ReLU or maximum switches on the way.
        constexpr double kStep = 1e-8;
        const double byImages = tests::slopeError([&](const at::Tensor& x) { return slope(x, still); },
                                                  x_BCHW, tensor::normal(x_BCHW.sizes(), 7, kDouble), kStep);
        QVERIFY2(byImages < 1e-4, qPrintable(QString::number(byImages)));
        const double byParameters = tests::slopeError(
            [&](const at::Tensor& step) { return slope(x_BCHW, step); }, still, at::ones({}, kDouble), kStep);
        QVERIFY2(byParameters < 1e-4, qPrintable(QString::number(byParameters)));
    }
};

QTEST_APPLESS_MAIN(DoubleBackwardTest)
#include "double_backward_test.moc"
