#include <ATen/ATen.h>

#include <QtTest>

#include "core/priors/memory_prediction.h"
#include "core/priors/memory_probe.h"

using namespace ld3m;
using priors::MemoryPlan;
using priors::MemoryShares;
using priors::predictedPeak;
using settings::Memory;

namespace {

// 10 images, 4 steps of 100 bytes, decoder 300; 5 at a time through the steps, 2 through the decoder.
MemoryPlan plan(Memory mode) {
    return {.mode = mode,
            .batch = 5,
            .output_batch = 2,
            .needs = {.images = 10, .steps = 4, .step_bytes = 100, .output_bytes = 300}};
}

MemoryShares shares(std::int64_t objective) {
    return {
        .resident = 100000, .latent = 3, .step_working = 20, .output_working = 30, .objective = objective};
}

} // namespace

class MemoryPredictionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepHoldsEveryGraphWhileTheObjectiveWorks() {
        QCOMPARE(predictedPeak(plan(Memory::keep), shares(5000)), 100000 + 10 * (4 * 100 + 300) + 5000);
        QCOMPARE(predictedPeak(plan(Memory::keep), shares(0)), 100000 + 10 * (4 * 100 + 300) + 5 * 20);
    }

    void perStepHoldsStatesAndOneGraph() {
        const std::int64_t states = 10 * 5 * 3;
        QCOMPARE(predictedPeak(plan(Memory::per_step), shares(0)), 100000 + states + 2 * (300 + 30));
        QCOMPARE(predictedPeak(plan(Memory::per_step), shares(5000)), 100000 + states + 5000);
        MemoryPlan wide = plan(Memory::per_step);
        wide.batch = 10;
        QCOMPARE(predictedPeak(wide, shares(0)), 100000 + states + 10 * (100 + 20));
    }

    void twoPassHoldsTheChainOfOneBatch() {
        QCOMPARE(predictedPeak(plan(Memory::two_pass), shares(0)), 100000 + 5 * (4 * 100 + 300) + 5 * 20);
        QCOMPARE(predictedPeak(plan(Memory::two_pass), shares(5000)), 100000 + 5000);
    }

    void theHeapHoldsMoreThanIsAlive() {
        MemoryShares more = shares(5000);
        more.heap = 1.5;
        QCOMPARE(predictedPeak(plan(Memory::two_pass), more), 100000 + 7500);
    }

    void theProbeSeesWhatIsFreedAgain() {
        const at::Tensor x = at::ones({1000});
        // Two results of 4,000 bytes live at once; the first is gone before the third comes.
        QCOMPARE(priors::peakBytes([&] {
                     at::Tensor y = at::exp(x);
                     y = at::exp(y);
                     y = at::exp(y);
                 }),
                 8000);
        QCOMPARE(priors::peakBytes([] {}), 0);
    }

    void aPlanRemembersWhatItWasMadeFor() {
        const priors::MemoryNeeds needs{.images = 7, .steps = 3, .step_bytes = 11, .output_bytes = 13};
        const MemoryPlan made = priors::planMemory(Memory::keep, needs, 1000, 1000);
        QCOMPARE(made.needs.images, 7);
        QCOMPARE(made.needs.steps, 3);
        QCOMPARE(made.needs.step_bytes, 11);
        QCOMPARE(made.needs.output_bytes, 13);
    }
};

QTEST_APPLESS_MAIN(MemoryPredictionTest)
#include "memory_prediction_test.moc"
