#include "core/tensor/adamw.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m::tensor;

namespace {

at::Tensor number(double value) {
    return at::full({1}, value, at::kDouble);
}

} // namespace

class AdamWTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // m = 0.05, v = 0.0025: m-hat = g and v-hat = g^2, so the first step is the rate, whatever the gradient.
    void twoStepsByHand() {
        const at::Tensor p = number(1);
        AdamW adamw({p}, {.beta1 = 0.9, .beta2 = 0.99});
        adamw.step({number(0.5)}, 0.1);
        QVERIFY(std::abs(p.item<double>() - 0.9) < 1e-7);
        // m = 0.9 0.05 - 0.1 0.25 = 0.02, v = 0.99 0.0025 + 0.01 0.0625 = 0.0031:
        // 0.1 (0.02 / 0.19) / sqrt(0.0031 / 0.0199) = 0.02666994
        adamw.step({number(-0.25)}, 0.1);
        QVERIFY(std::abs(p.item<double>() - (0.9 - 0.02666994)) < 1e-7);
        QCOMPARE(adamw.steps(), std::int64_t{2});
        QVERIFY(std::abs(adamw.first()[0].item<double>() - 0.02) < 1e-12);
        QVERIFY(std::abs(adamw.second()[0].item<double>() - 0.0031) < 1e-12);
    }

    // Decay is decoupled: it shrinks the weight by rate x decay and does not enter the moments.
    void weightDecayIsDecoupled() {
        const at::Tensor p = number(2);
        AdamW adamw({p}, {.weight_decay = 0.5});
        adamw.step({number(7)}, 0.1);
        QVERIFY(std::abs(p.item<double>() - (2 * (1 - 0.05) - 0.1)) < 1e-7);
        QVERIFY(std::abs(adamw.first()[0].item<double>() - 0.7) < 1e-12);
    }

    void undefinedGradientsLeaveTheirParameters() {
        const at::Tensor still = number(3);
        const at::Tensor moves = number(3);
        AdamW adamw({still, moves}, {.weight_decay = 0.5});
        adamw.step({at::Tensor(), number(1)}, 0.1);
        QCOMPARE(still.item<double>(), 3.0);
        QVERIFY(moves.item<double>() < 2.8);
    }

    // The kernel walks memory in order; a gradient may lie there in another one.
    void gradientsOfAnyLayoutCount() {
        const at::Tensor plain = at::zeros({2, 3}, at::kDouble);
        const at::Tensor turned = at::zeros({2, 3}, at::kDouble);
        const at::Tensor gradient = at::arange(6, at::kDouble).view({3, 2}).t();
        AdamW first({plain}, {.epsilon = 1});
        AdamW second({turned}, {.epsilon = 1});
        first.step({gradient.contiguous()}, 0.1);
        second.step({gradient}, 0.1);
        QVERIFY(at::equal(plain, turned));
        QVERIFY(!at::equal(plain, at::zeros_like(plain)));
    }

    void continuesASavedState() {
        const at::Tensor whole = number(1);
        const at::Tensor parted = number(1);
        AdamW uninterrupted({whole}, {});
        AdamW before({parted}, {});
        for (AdamW* each : {&uninterrupted, &before})
            each->step({number(0.5)}, 0.1);
        AdamW after({parted}, {});
        after.restore(before.steps(), before.first(), before.second());
        uninterrupted.step({number(-2)}, 0.1);
        after.step({number(-2)}, 0.1);
        QCOMPARE(parted.item<double>(), whole.item<double>());
    }
};

QTEST_APPLESS_MAIN(AdamWTest)
#include "adamw_test.moc"
