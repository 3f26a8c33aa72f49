#include "core/training/learner.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using training::Learner;

namespace {

const c10::TensorOptions kExact = c10::TensorOptions(c10::kDouble);
const settings::OptimiserSettings kRule{
    .steps = 10, .rate = 0.1, .warm_up = 0, .constant = 1, .average = 0.999};

tensor::StateDict start() {
    tensor::StateDict state;
    state.tensors["a"] = at::full({2}, 1.0);
    state.tensors["b"] = at::full({1}, 5.0);
    return state;
}

/// (a - 3)^2; b has no part in it.
at::Tensor lossOf(const Learner& learner) {
    return (learner.weights()->at("a") - 3).square().sum();
}

} // namespace

class LearnerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsDownTheLoss() {
        Learner learner(start(), kRule, kExact);
        for (std::int64_t k = 0; k < 10; ++k) {
            const double before = lossOf(learner).item<double>();
            QCOMPARE(learner.step(lossOf(learner), k), 0.1);
            QVERIFY(lossOf(learner).item<double>() < before);
        }
        QCOMPARE(learner.weights()->at("b").item<double>(), 5.0);
        QVERIFY(learner.weights()->at("a").scalar_type() == at::kDouble);
    }

    // The first step is the rate: a = 1.1. Decay at k = 0 is 1 / 10: average = 0.1 1 + 0.9 1.1.
    void averagesFollowFastAtFirst() {
        Learner learner(start(), kRule, kExact);
        learner.step(lossOf(learner), 0);
        QVERIFY(std::abs(learner.averaged()->at("a")[0].item<double>() - 1.09) < 1e-6);
        // a = 1.2 or so, decay 2 / 11.
        const double second = [&] {
            learner.step(lossOf(learner), 1);
            return learner.weights()->at("a")[0].item<double>();
        }();
        QVERIFY(std::abs(learner.averaged()->at("a")[0].item<double>() - (2 * 1.09 + 9 * second) / 11) <
                1e-6);
        QVERIFY(!learner.averaged()->at("a").requires_grad());
    }

    void withoutAveragingTheLastWeightsStay() {
        settings::OptimiserSettings rule = kRule;
        rule.average = 0;
        Learner learner(start(), rule, kExact);
        learner.step(lossOf(learner), 0);
        QVERIFY(at::equal(learner.averaged()->at("a"), learner.weights()->at("a").detach()));
    }

    void continuesASavedState() {
        Learner whole(start(), kRule, kExact);
        Learner before(start(), kRule, kExact);
        for (std::int64_t k = 0; k < 3; ++k) {
            whole.step(lossOf(whole), k);
            before.step(lossOf(before), k);
        }
        tensor::StateDict file;
        before.save(file);
        Learner after(start(), kRule, kExact);
        after.load(file);
        for (std::int64_t k = 3; k < 6; ++k) {
            whole.step(lossOf(whole), k);
            after.step(lossOf(after), k);
        }
        QVERIFY(at::equal(after.weights()->at("a").detach(), whole.weights()->at("a").detach()));
        QVERIFY(at::equal(after.averaged()->at("a"), whole.averaged()->at("a")));
    }

    void refusesAnothersState() {
        tensor::StateDict file;
        Learner(start(), kRule, kExact).save(file);
        tensor::StateDict larger = start();
        larger.tensors["a"] = at::ones({3});
        Learner other(larger, kRule, kExact);
        const QString message = tests::messageOf<base::InputError>([&] { other.load(file); });
        QVERIFY2(message.contains("other settings"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(LearnerTest)
#include "learner_test.moc"
