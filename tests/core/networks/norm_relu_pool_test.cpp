// The fused pass against Torch's operators: values, first and second derivatives.
#include "core/networks/norm_relu_pool.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/base/error.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"
#include "tests/support/gradient.h"
#include "tests/support/message_of.h"

using namespace ld3m;

namespace {

using Operation = at::Tensor (*)(const at::Tensor&, const at::Tensor&, const at::Tensor&);

struct Inputs {
    at::Tensor x_BCHW, weight_C, bias_C;
};

Inputs randomInputs(std::int64_t height, std::int64_t width, at::ScalarType type) {
    const at::TensorOptions options(type);
    return {0.3 + 1.7 * tensor::normal({3, 4, height, width}, 1, options),
            1 + 0.5 * tensor::normal({4}, 2, options), 0.5 * tensor::normal({4}, 3, options)};
}

/// y; the gradients of <y, r> by x, weight and bias; the gradients of <those, v> by r, x and weight.
std::vector<at::Tensor> valueAndDerivatives(Operation operation, const Inputs& inputs) {
    const Inputs at{tests::leaf(inputs.x_BCHW), tests::leaf(inputs.weight_C), tests::leaf(inputs.bias_C)};
    const at::Tensor y = operation(at.x_BCHW, at.weight_C, at.bias_C);
    const at::Tensor r = tensor::normal(y.sizes(), 4, y.options()).requires_grad_(true);
    const auto first = torch::autograd::grad({y}, {at.x_BCHW, at.weight_C, at.bias_C}, {r}, true, true);
    std::vector<at::Tensor> v;
    for (std::uint64_t i = 0; i < 3; ++i)
        v.push_back(tensor::normal(first[i].sizes(), 5 + i, first[i].options()));
    const auto second = torch::autograd::grad(first, {r, at.x_BCHW, at.weight_C}, v);
    return {y, first[0], first[1], first[2], second[0], second[1], second[2]};
}

const char* const kNames[] = {"y", "dx", "dweight", "dbias", "second, r", "second, x", "second, weight"};

QString differences(const std::vector<at::Tensor>& found, const std::vector<at::Tensor>& wanted,
                    double allowed) {
    QStringList said;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (const double error = tests::relativeError(found[i], wanted[i].detach()); !(error <= allowed))
            said += QString("%1: %2").arg(kNames[i]).arg(error);
    return said.join(", ");
}

} // namespace

class NormReluPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTorchsOperators_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("twice");
        const std::pair<int, int> sizes[] = {{2, 2}, {3, 3},  {2, 3},   {5, 2},  {7, 9},
                                             {8, 8}, {16, 6}, {33, 17}, {32, 32}};
        for (const auto& [height, width] : sizes)
            for (const bool twice : {false, true})
                QTest::addRow("%d x %d, %s", height, width, twice ? "fp64" : "fp32")
                    << height << width << twice;
    }
    void equalsTorchsOperators() {
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(bool, twice);
        const Inputs inputs = randomInputs(height, width, twice ? at::kDouble : at::kFloat);
        const QString said =
            differences(valueAndDerivatives(networks::normReluPool, inputs),
                        valueAndDerivatives(networks::plainNormReluPool, inputs), twice ? 1e-12 : 1e-5);
        QVERIFY2(said.isEmpty(), qPrintable(said));
    }

    // 1 3 / 5 7: mean 4, variance 5. With weight sqrt(5) and bias 2, z = x - 2 but for eps: pool(0, 1, 3, 5)
    // = 9 / 4.
    void valuesByHand() {
        const at::Tensor x_BCHW = at::tensor({1.0, 3.0, 5.0, 7.0}, at::kDouble).view({1, 1, 2, 2});
        const double weight = std::sqrt(5 + 1e-5);
        const at::Tensor y =
            networks::normReluPool(x_BCHW, at::tensor({weight}, at::kDouble), at::tensor({2.0}, at::kDouble));
        LD3M_COMPARE(y, at::full({1, 1, 1, 1}, 2.25, at::kDouble), 1e-14);
    }

    // A constant plane has variance zero: xhat is 0 and the bias alone comes out.
    void constantPlanesShowTheirBias() {
        const at::Tensor x_BCHW = at::full({1, 2, 4, 5}, 8.0);
        const at::Tensor y =
            networks::normReluPool(x_BCHW, at::tensor({3.0F, 3.0F}), at::tensor({0.5F, -0.5F}));
        LD3M_COMPARE(y[0][0], at::full({2, 2}, 0.5), 0);
        LD3M_COMPARE(y[0][1], at::zeros({2, 2}), 0);
    }

    // Planes of one row, one column or one pixel leave nothing to pool; their gradients are zero, not NaN.
    void planesTooSmallToPoolGiveNothing() {
        for (const auto& [height, width] : {std::pair{1, 1}, {1, 6}, {6, 1}}) {
            const auto found =
                valueAndDerivatives(networks::normReluPool, randomInputs(height, width, at::kFloat));
            QCOMPARE(found[0].sizes().vec(), (std::vector<std::int64_t>{3, 4, height / 2, width / 2}));
            for (const std::size_t i : {1, 2, 3, 5, 6})
                QVERIFY2(at::equal(found[i], at::zeros_like(found[i])), kNames[i]);
        }
    }

    // Layerwise matching differentiates nothing by norm parameters: they are constants, their cotangents
    // absent.
    void constantsAndAbsentCotangentsAreFine() {
        const Inputs inputs = randomInputs(6, 7, at::kDouble);
        const auto secondOf = [&](Operation operation) {
            const at::Tensor x_BCHW = tests::leaf(inputs.x_BCHW);
            const at::Tensor y = operation(x_BCHW, inputs.weight_C, inputs.bias_C);
            const at::Tensor dx = torch::autograd::grad({y.pow(3).sum()}, {x_BCHW}, {}, true, true)[0];
            return tests::gradient(dx.pow(2).sum(), x_BCHW);
        };
        LD3M_COMPARE(secondOf(networks::normReluPool), secondOf(networks::plainNormReluPool), 1e-12);

        const at::Tensor weight_C = tests::leaf(inputs.weight_C);
        const at::Tensor y = networks::normReluPool(inputs.x_BCHW, weight_C, inputs.bias_C);
        const at::Tensor wanted = networks::plainNormReluPool(inputs.x_BCHW, weight_C, inputs.bias_C);
        LD3M_COMPARE(tests::gradient(y.pow(2).sum(), weight_C),
                     tests::gradient(wanted.pow(2).sum(), weight_C), 1e-12);
    }

    // Strided inputs and gradients: channels last, every second parameter, the broadcast gradient of a sum.
    void stridesDoNotMatter() {
        const Inputs packed = randomInputs(6, 5, at::kDouble);
        const at::Tensor x_BCHW = tests::leaf(packed.x_BCHW.contiguous(at::MemoryFormat::ChannelsLast));
        const at::Tensor weight_C = packed.weight_C.repeat_interleave(2).slice(0, 0, 8, 2);
        const at::Tensor bias_C = packed.bias_C.repeat_interleave(2).slice(0, 1, 8, 2);
        QVERIFY(!x_BCHW.is_contiguous() && !weight_C.is_contiguous());
        const at::Tensor same_BCHW = tests::leaf(packed.x_BCHW);
        const at::Tensor found = networks::normReluPool(x_BCHW, weight_C, bias_C);
        const at::Tensor wanted = networks::plainNormReluPool(same_BCHW, packed.weight_C, packed.bias_C);
        LD3M_COMPARE(found, wanted.detach(), 1e-12);

        const at::Tensor dx = torch::autograd::grad({found.sum()}, {x_BCHW}, {}, true, true)[0];
        const at::Tensor wanted_dx = torch::autograd::grad({wanted.sum()}, {same_BCHW}, {}, true, true)[0];
        LD3M_COMPARE(dx, wanted_dx.detach(), 1e-12);
        const at::Tensor v = 1 + at::arange(5, at::kDouble); // broadcast along every other dimension
        LD3M_COMPARE(tests::gradient((dx * v).sum(), x_BCHW),
                     tests::gradient((wanted_dx * v).sum(), same_BCHW), 1e-11);
    }

    void threadsDoNotMatter() {
        const Inputs inputs = randomInputs(64, 64, at::kFloat);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const auto alone = valueAndDerivatives(networks::normReluPool, inputs);
        at::set_num_threads(2);
        const auto together = valueAndDerivatives(networks::normReluPool, inputs);
        at::set_num_threads(before);
        for (std::size_t i = 0; i < alone.size(); ++i)
            QVERIFY2(at::equal(alone[i], together[i]), kNames[i]);
    }

    void halfPrecisionTakesTorchsOperators() {
        const Inputs inputs = randomInputs(6, 6, at::kBFloat16);
        QVERIFY(at::equal(networks::normReluPool(inputs.x_BCHW, inputs.weight_C, inputs.bias_C),
                          networks::plainNormReluPool(inputs.x_BCHW, inputs.weight_C, inputs.bias_C)));
    }

    void aThirdDerivativeIsRefusedInWords() {
        const Inputs inputs = randomInputs(4, 4, at::kDouble);
        const at::Tensor x_BCHW = tests::leaf(inputs.x_BCHW);
        const at::Tensor y = networks::normReluPool(x_BCHW, inputs.weight_C, inputs.bias_C);
        const at::Tensor dx = torch::autograd::grad({y.pow(2).sum()}, {x_BCHW}, {}, true, true)[0];
        const QString said = tests::messageOf<base::RunError>(
            [&] { torch::autograd::grad({dx.pow(2).sum()}, {x_BCHW}, {}, true, true); });
        QVERIFY2(said.contains("three times"), qPrintable(said));
    }
};

QTEST_APPLESS_MAIN(NormReluPoolTest)
#include "norm_relu_pool_test.moc"
