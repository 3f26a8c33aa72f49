// First and second derivatives against differences, in double precision: gradient matching takes gradients of
// gradients that passed through the augmentation.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

#include "core/data/augmentation_ops.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using data::Strategy;

namespace {

constexpr std::int64_t kImages = 3;

struct Case {
    Strategy strategy;
    bool siamese;

    at::Tensor operator()(const at::Tensor& x) const {
        data::Draws draws = siamese ? data::Draws(11) : data::Draws(tensor::generator(11), kImages);
        return data::augmentBy(strategy, x, draws);
    }
};

at::Tensor random(std::int64_t number) {
    return tensor::normal({kImages, 3, 9, 7}, static_cast<std::uint64_t>(number),
                          at::TensorOptions(at::kDouble));
}

/// A loss with curvature of its own, so that second derivatives are not zero.
at::Tensor loss(const Case& augment, const at::Tensor& x) {
    return (random(1) * augment(x).pow(3)).sum();
}

at::Tensor gradient(const Case& augment, const at::Tensor& point, bool graph) {
    const at::Tensor x = point.requires_grad() ? point : point.detach().clone().requires_grad_(true);
    return torch::autograd::grad({loss(augment, x)}, {x}, {}, graph, graph)[0];
}

/// |a - b| over the larger of both and 1.
double apart(double a, double b) {
    return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1.0});
}

} // namespace

class AugmentationGradientTest : public QObject {
    Q_OBJECT

    void rows() {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("siamese");
        const char* names[] = {"color", "crop", "cutout", "flip", "scale", "rotate"};
        for (int strategy = 0; strategy < 6; ++strategy)
            for (const bool siamese : {true, false})
                QTest::addRow("%s, %s", names[strategy], siamese ? "siamese" : "each") << strategy << siamese;
    }

private Q_SLOTS:
    void firstDerivative_data() { rows(); }
    void firstDerivative() {
        QFETCH(int, strategy);
        QFETCH(bool, siamese);
        const Case augment{static_cast<Strategy>(strategy), siamese};
        const at::Tensor x = random(2);
        const at::Tensor direction = random(3);
        constexpr double h = 1e-5;
        const double numeric =
            (loss(augment, x + h * direction) - loss(augment, x - h * direction)).item<double>() / (2 * h);
        const double analytic = (gradient(augment, x, false) * direction).sum().item<double>();
        QVERIFY2(apart(numeric, analytic) < 1e-7, qPrintable(QString("%1 %2").arg(numeric).arg(analytic)));
    }

    void secondDerivative_data() { rows(); }
    void secondDerivative() {
        QFETCH(int, strategy);
        QFETCH(bool, siamese);
        const Case augment{static_cast<Strategy>(strategy), siamese};
        const at::Tensor x = random(2).requires_grad_(true);
        const at::Tensor cotangent = random(4);
        const at::Tensor direction = random(5);
        const at::Tensor inner = (gradient(augment, x, true) * cotangent).sum();
        const double analytic = (torch::autograd::grad({inner}, {x})[0] * direction).sum().item<double>();
        constexpr double h = 1e-5;
        const at::Tensor ahead = gradient(augment, x.detach() + h * direction, false);
        const at::Tensor behind = gradient(augment, x.detach() - h * direction, false);
        const double numeric = ((ahead - behind) * cotangent).sum().item<double>() / (2 * h);
        QVERIFY(std::abs(analytic) > 1e-3);
        QVERIFY2(apart(numeric, analytic) < 1e-7, qPrintable(QString("%1 %2").arg(numeric).arg(analytic)));
    }

    /// What gradient matching does: a distance between parameter gradients, differentiated to the images.
    void gradientMatchingPassesThrough_data() { rows(); }
    void gradientMatchingPassesThrough() {
        QFETCH(int, strategy);
        QFETCH(bool, siamese);
        const Case augment{static_cast<Strategy>(strategy), siamese};
        const auto matching = [&](const at::Tensor& x) {
            const at::Tensor weight =
                tensor::normal({63 * 3, 4}, 9, at::TensorOptions(at::kDouble)).requires_grad_(true);
            const at::Tensor out = augment(x).flatten(1).matmul(weight).tanh().sum();
            return torch::autograd::grad({out}, {weight}, {}, true, true)[0].pow(2).sum();
        };
        const at::Tensor x = random(2).mul(0.1).requires_grad_(true);
        const at::Tensor direction = random(3);
        const double analytic =
            (torch::autograd::grad({matching(x)}, {x})[0] * direction).sum().item<double>();
        constexpr double h = 1e-6;
        const double numeric =
            (matching(x.detach() + h * direction) - matching(x.detach() - h * direction)).item<double>() /
            (2 * h);
        QVERIFY2(apart(numeric, analytic) < 1e-6, qPrintable(QString("%1 %2").arg(numeric).arg(analytic)));
    }
};

QTEST_APPLESS_MAIN(AugmentationGradientTest)
#include "augmentation_gradient_test.moc"
