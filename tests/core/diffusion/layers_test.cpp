#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/attention.h"
#include "core/diffusion/layers.h"
#include "tests/support/golden_model.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

tensor::Weights weightsOf(std::map<std::string, at::Tensor> tensors) {
    auto state = std::make_shared<tensor::StateDict>();
    state->tensors = std::move(tensors);
    return {state, cpu(at::kDouble)};
}

at::Tensor numbers(std::initializer_list<double> values) {
    return at::tensor(std::vector<double>(values));
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linearWithAndWithoutBias() {
        const at::Tensor weight = numbers({1, 2, 3, 4}).view({2, 2});
        const diffusion::Linear with(weightsOf({{"weight", weight}, {"bias", numbers({10, 20})}}));
        const diffusion::Linear without(weightsOf({{"weight", weight}}));
        QVERIFY(at::equal(with(numbers({1, 1})), numbers({13, 27})));
        QVERIFY(at::equal(without(numbers({1, -1})), numbers({-1, -1})));
    }

    void groupNormByHand() {
        const diffusion::GroupNorm norm(
            weightsOf({{"weight", numbers({1, 2, 1, 1})}, {"bias", numbers({0, 5, 0, 0})}}), 2, 0.0);
        // Groups (1, 3) and (10, 10 + 4): both become (-1, 1).
        const at::Tensor y = norm(numbers({1, 3, 10, 14}).view({1, 4, 1, 1}));
        LD3M_COMPARE(y.flatten(), numbers({-1, 7, -1, 1}), 1e-12);
    }

    void upsampleRepeatsPixels() {
        at::Tensor kernel = at::zeros({1, 1, 3, 3}, at::kDouble);
        kernel[0][0][1][1] = 2;
        const diffusion::Upsample upsample(weightsOf({{"weight", kernel}, {"bias", numbers({0})}}));
        const at::Tensor y = upsample(numbers({1, 2}).view({1, 1, 1, 2}));
        QVERIFY(at::equal(y, numbers({2, 2, 4, 4, 2, 2, 4, 4}).view({1, 1, 2, 4})));
    }

    void attendByHand() {
        // Scores ln 3 and 0 over sqrt(1): weights 3/4 and 1/4.
        const at::Tensor q = numbers({1}).view({1, 1, 1});
        const at::Tensor k = numbers({std::log(3.0), 0}).view({1, 2, 1});
        const at::Tensor v = numbers({4, 8}).view({1, 2, 1});
        LD3M_COMPARE(diffusion::attend(q, k, v).flatten(), numbers({5}), 1e-12);
    }

    void headsFollowHints() {
        QCOMPARE(diffusion::headsFor(96, {.head_channels = 32}), std::int64_t(3));
        QCOMPARE(diffusion::headsFor(96, {.heads = 4}), std::int64_t(4));
        QVERIFY(messageOf<base::InputError>([] {
                    diffusion::headsFor(48, {.head_channels = 32});
                }).contains("width 32"));
        QVERIFY(
            messageOf<base::InputError>([] { diffusion::headsFor(48, {.heads = 5}); }).contains("5 heads"));
    }

    void wrongWeightsAreNamed() {
        QVERIFY(messageOf<base::InputError>([] { diffusion::Linear(weightsOf({})); }).contains("weight"));
        const auto flat = messageOf<base::InputError>([] {
            diffusion::Conv2d(weightsOf({{"weight", at::ones({2, 2})}}));
        });
        QVERIFY2(flat.contains("[2, 2]") && flat.contains("4 dimensions"), qPrintable(flat));
        const auto groups = messageOf<base::InputError>([] {
            diffusion::GroupNorm(weightsOf({{"weight", at::ones({6})}, {"bias", at::ones({6})}}), 4, 1e-6);
        });
        QVERIFY2(groups.contains("6 channels") && groups.contains("4 groups"), qPrintable(groups));
    }
};

QTEST_APPLESS_MAIN(LayersTest)
#include "layers_test.moc"
