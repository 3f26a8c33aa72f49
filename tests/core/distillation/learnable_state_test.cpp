// One SGD step of Z and c, by hand.
#include <ATen/ATen.h>

#include "core/distillation/learnable_state.h"
#include "tests/support/golden.h"

using namespace ld3m;
using settings::Learn;

class LearnableStateTest : public QObject {
    Q_OBJECT

    static distillation::LearnableState start() {
        distillation::LearnableState state;
        state.values.latents = at::full({2}, 1.0);
        state.values.conditioning = at::full({2}, 2.0);
        return state;
    }
    static priors::Learnables gradients() { return {at::full({2}, 0.5), at::full({2}, 0.25)}; }
    static settings::DistillationSettings rates(Learn learn = Learn::both) {
        settings::DistillationSettings settings;
        settings.latent_rate = 0.1;
        settings.conditioning_rate = 2.0;
        settings.momentum = 0.5;
        settings.learn = learn;
        return settings;
    }

private Q_SLOTS:
    void momentumAddsHalfOfTheLastStep() {
        auto state = start();
        state.update(gradients(), rates());
        LD3M_COMPARE(state.values.latents, at::full({2}, 0.95), 1e-6);
        LD3M_COMPARE(state.values.conditioning, at::full({2}, 1.5), 1e-6);
        state.update(gradients(), rates()); // v = 0.75 and 0.375
        LD3M_COMPARE(state.values.latents, at::full({2}, 0.875), 1e-6);
        LD3M_COMPARE(state.values.conditioning, at::full({2}, 0.75), 1e-6);
    }

    void aCopySharesNothing() {
        auto state = start();
        state.update(gradients(), rates());
        state.objective["rate"] = at::full({1}, 0.01, at::kDouble);
        auto other = state.copy();
        other.update(gradients(), rates());
        other.objective["rate"].add_(1);
        LD3M_COMPARE(state.values.latents, at::full({2}, 0.95), 1e-6);
        LD3M_COMPARE(state.latents_sgd.velocity, at::full({2}, 0.5), 1e-6);
        LD3M_COMPARE(state.objective["rate"], at::full({1}, 0.01, at::kDouble), 0.0);
        LD3M_COMPARE(other.values.latents, at::full({2}, 0.875), 1e-6);
    }

    void frozenLearnablesStay() {
        auto latentsOnly = start();
        latentsOnly.update(gradients(), rates(Learn::latents));
        LD3M_COMPARE(latentsOnly.values.conditioning, at::full({2}, 2.0), 0.0);
        QVERIFY(!latentsOnly.conditioning_sgd.velocity.defined());
        auto conditioningOnly = start();
        conditioningOnly.update(gradients(), rates(Learn::conditioning));
        LD3M_COMPARE(conditioningOnly.values.latents, at::full({2}, 1.0), 0.0);
        LD3M_COMPARE(conditioningOnly.values.conditioning, at::full({2}, 1.5), 1e-6);
    }

    void priorsWithoutConditioningHaveNone() {
        auto state = start();
        state.values.conditioning = at::Tensor();
        state.update({at::full({2}, 0.5), {}}, rates());
        QVERIFY(!state.values.conditioning.defined());
    }
};

QTEST_APPLESS_MAIN(LearnableStateTest)
#include "learnable_state_test.moc"
