#include <ATen/ATen.h>

#include <QtTest>

#include "core/priors/memory_plan.h"
#include "core/priors/memory_probe.h"

using namespace ld3m;
using priors::MemoryNeeds;
using priors::planMemory;
using settings::Memory;

class MemoryPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatFitsIntoFortyPercent() {
        const MemoryNeeds needs{.images = 10, .steps = 4, .step_bytes = 20, .output_bytes = 20};
        // 10 (4 * 20 + 20) = 1000 bytes
        QCOMPARE(planMemory(Memory::automatic, needs, 2500, 10000).mode, Memory::keep);
        QCOMPARE(planMemory(Memory::automatic, needs, 2499, 10000).mode, Memory::per_step);
        QCOMPARE(planMemory(Memory::two_pass, needs, 1, 10000).mode, Memory::two_pass);
        QCOMPARE(planMemory(Memory::keep, needs, 1, 10000).mode, Memory::keep);
    }

    void batchesDependOnTotalMemoryOnly() {
        const MemoryNeeds needs{.images = 10, .steps = 4, .step_bytes = 100, .output_bytes = 250};
        for (const std::int64_t available : {1, 1000000}) {
            const auto plan = planMemory(Memory::automatic, needs, available, 8000);
            QCOMPARE(plan.batch, 10);
            QCOMPARE(plan.output_batch, 4);
        }
        QCOMPARE(planMemory(Memory::per_step, needs, 1, 3200).batch, 4);
        QCOMPARE(planMemory(Memory::per_step, needs, 1, 1).batch, 1);
        // two_pass holds the whole chain of a batch: 4 * 100 + 250
        QCOMPARE(planMemory(Memory::two_pass, needs, 1, 8 * 1300).batch, 2);
    }

    void probeCountsWhatTheGraphKeeps() {
        const at::Tensor x = at::ones({1000}).requires_grad_(true);
        // exp keeps its result (shared with the value); the product keeps x and that result again.
        QCOMPARE(priors::keptBytes([&] { return at::exp(x); }), 4000);
        const std::int64_t two = priors::keptBytes([&] { return at::exp(x) * x; });
        QVERIFY2(two >= 8000 && two < 9000, qPrintable(QString::number(two)));
        const at::NoGradGuard outer;
        QCOMPARE(priors::keptBytes([&] { return at::exp(at::exp(x)); }), 8000);
    }

    void hostHasMemory() {
        const priors::DeviceMemory memory = priors::memoryOf(c10::Device(c10::kCPU));
        QVERIFY(memory.available > 0);
        QVERIFY(memory.total >= memory.available);
    }
};

QTEST_APPLESS_MAIN(MemoryPlanTest)
#include "memory_plan_test.moc"
