// The derivatives of the fused pass against central differences in double precision, one input at a time.
#include <torch/csrc/autograd/autograd.h>

#include "core/networks/norm_relu_pool.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"
#include "tests/support/gradient.h"

using namespace ld3m;

namespace {

constexpr std::size_t kInputs = 4; // r (the gradient of y), x, weight, bias

using Point = std::vector<at::Tensor>;

at::Tensor random(at::IntArrayRef shape, std::uint64_t seed) {
    return tensor::normal(shape, seed, at::TensorOptions(at::kDouble));
}

Point pointOf(std::int64_t height, std::int64_t width) {
    return {random({2, 3, height / 2, width / 2}, 1), random({2, 3, height, width}, 2),
            1 + 0.5 * random({3}, 3), 0.5 * random({3}, 4)};
}

/// <y, r>: its gradient by x, weight and bias is the first derivative.
at::Tensor value(const Point& at) {
    return (networks::normReluPool(at[1], at[2], at[3]) * at[0]).sum();
}

/// <first derivative, v> for fixed directions v, as a function of the same inputs.
at::Tensor slope(const Point& at, bool graph) {
    Point inner = at;
    for (std::size_t i = 1; i < kInputs; ++i)
        if (!inner[i].requires_grad())
            inner[i] = tests::leaf(inner[i]);
    const auto first =
        torch::autograd::grad({value(inner)}, {inner[1], inner[2], inner[3]}, {}, graph, graph);
    at::Tensor sum = at::zeros({}, at::kDouble);
    for (std::size_t i = 0; i < first.size(); ++i)
        sum = sum + (first[i] * random(first[i].sizes(), 20 + i)).sum();
    return sum;
}

/// Largest relative error of `gradient` among single elements of `x`, each moved by itself.
template<typename Loss>
double elementwiseError(const Loss& loss, const at::Tensor& x, const at::Tensor& gradient, double h) {
    at::Tensor numeric = at::zeros_like(x);
    for (std::int64_t i = 0; i < x.numel(); ++i) {
        at::Tensor step = at::zeros_like(x);
        step.view(-1)[i] = h;
        numeric.view(-1)[i] = (loss(x + step) - loss(x - step)) / (2 * h);
    }
    return tests::relativeError(gradient, numeric);
}

} // namespace

class NormReluPoolDerivativeTest : public QObject {
    Q_OBJECT

    void sizes() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        for (const auto& [height, width] : {std::pair{2, 2}, {3, 2}, {4, 4}, {5, 7}})
            QTest::addRow("%d x %d", height, width) << height << width;
    }

private Q_SLOTS:
    void first_data() { sizes(); }
    void first() {
        QFETCH(int, height);
        QFETCH(int, width);
        const Point point = pointOf(height, width);
        for (std::size_t i = 0; i < kInputs; ++i) {
            Point at = point;
            at[i] = tests::leaf(point[i]);
            const auto loss = [&](const at::Tensor& moved) {
                Point there = point;
                there[i] = moved;
                return value(there);
            };
            const double error = elementwiseError(loss, point[i], tests::gradient(value(at), at[i]), 1e-6);
            QVERIFY2(error < 1e-7, qPrintable(QString("input %1: %2").arg(i).arg(error)));
        }
    }

    void second_data() { sizes(); }
    void second() {
        QFETCH(int, height);
        QFETCH(int, width);
        const Point point = pointOf(height, width);
        for (std::size_t i = 0; i < kInputs - 1; ++i) {
            Point at = point;
            at[i] = tests::leaf(point[i]);
            const auto loss = [&](const at::Tensor& moved) {
                Point there = point;
                there[i] = moved;
                return slope(there, false).detach();
            };
            const double error =
                elementwiseError(loss, point[i], tests::gradient(slope(at, true), at[i]), 1e-6);
            QVERIFY2(error < 1e-6, qPrintable(QString("input %1: %2").arg(i).arg(error)));
        }
    }

    // The bias only moves the ReLU's kink: between kinks the first derivative does not feel it.
    void theBiasHasNoSecondDerivative() {
        const Point point = pointOf(5, 7);
        Point moved = point;
        moved[3] = point[3] + 1e-9;
        QCOMPARE(slope(moved, false).item<double>(), slope(point, false).item<double>());
    }
};

QTEST_APPLESS_MAIN(NormReluPoolDerivativeTest)
#include "norm_relu_pool_derivative_test.moc"
