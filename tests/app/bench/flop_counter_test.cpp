#include "app/bench/flop_counter.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

using namespace ld3m;
using bench::FlopCounter;

namespace {

template<typename Work>
double flopsOf(const Work& work) {
    const FlopCounter counter;
    work();
    return counter.flops();
}

} // namespace

Q_DECLARE_METATYPE(c10::ScalarType)

class FlopCounterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void convolutionByHand_data() {
        QTest::addColumn<c10::ScalarType>("type"); // another kernel for each
        QTest::newRow("fp32") << c10::kFloat;
        QTest::newRow("fp64") << c10::kDouble;
    }
    void convolutionByHand() {
        QFETCH(c10::ScalarType, type);
        const at::Tensor x = at::ones({2, 3, 8, 10}, type), weight = at::ones({5, 3, 3, 3}, type);
        // 2 images, 5 results from 3 x 3 x 3 numbers, at 8 x 10 places
        QCOMPARE(flopsOf([&] { at::conv2d(x, weight, {}, 1, 1); }), 2.0 * 2 * 5 * 27 * 80);
        // without border 6 x 8 places, every second 3 x 4
        QCOMPARE(flopsOf([&] { at::conv2d(x, weight); }), 2.0 * 2 * 5 * 27 * 48);
        QCOMPARE(flopsOf([&] { at::conv2d(x, weight, {}, 2); }), 2.0 * 2 * 5 * 27 * 12);
        // in groups each result sees its own channel only
        const at::Tensor lone = at::ones({3, 1, 3, 3}, type);
        QCOMPARE(flopsOf([&] { at::conv2d(x, lone, {}, 1, 1, 1, 3); }), 2.0 * 2 * 3 * 9 * 80);
    }

    void convolutionBackward() {
        const at::Tensor x = at::ones({2, 3, 8, 10}).requires_grad_(true);
        const at::Tensor weight = at::ones({5, 3, 3, 3});
        const double forward = 2.0 * 2 * 5 * 27 * 80;
        const at::Tensor y = at::conv2d(x, weight, {}, 1, 1);
        QCOMPARE(flopsOf([&] { torch::autograd::grad({y.sum()}, {x}); }), forward);
        const at::Tensor leaf = weight.clone().requires_grad_(true);
        const at::Tensor both = at::conv2d(x, leaf, {}, 1, 1);
        QCOMPARE(flopsOf([&] { torch::autograd::grad({both.sum()}, {x, leaf}); }), 2 * forward);
    }

    void productsAndLinearLayers() {
        const at::Tensor x = at::ones({4, 7, 6}), weight = at::ones({5, 6}), bias = at::ones({5});
        QCOMPARE(flopsOf([&] { at::linear(x, weight, bias); }), 2.0 * 4 * 7 * 6 * 5);
        QCOMPARE(flopsOf([&] { at::linear(x, weight); }), 2.0 * 4 * 7 * 6 * 5);
        QCOMPARE(flopsOf([&] { at::bmm(x, x.transpose(1, 2)); }), 2.0 * 4 * 7 * 6 * 7);
        QCOMPARE(flopsOf([&] { at::mm(weight, weight.t()); }), 2.0 * 5 * 6 * 5);
    }

    void nothingElseCounts() {
        const at::Tensor x = at::ones({2, 4, 3, 3});
        QCOMPARE(flopsOf([&] { at::silu(at::group_norm(x, 2) + x).sum(); }), 0.0);
        at::mm(at::ones({2, 2}), at::ones({2, 2})); // no counter lives
        QCOMPARE(flopsOf([] {}), 0.0);
    }
};

QTEST_APPLESS_MAIN(FlopCounterTest)
#include "flop_counter_test.moc"
