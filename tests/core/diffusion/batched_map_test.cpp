#include "tests/support/golden.h"

#include <ATen/ATen.h>

#include "core/diffusion/batched_map.h"

using namespace ld3m;
using diffusion::BatchedMap;

class BatchedMapTest : public QObject {
    Q_OBJECT

    std::vector<std::int64_t> m_sizes;
    int m_checkpoints = 0;

    BatchedMap squares(std::int64_t batch) {
        m_sizes.clear();
        m_checkpoints = 0;
        return {[this](const at::Tensor& x) {
                    m_sizes.push_back(x.size(0));
                    return x * x;
                },
                batch, [this] { ++m_checkpoints; }};
    }

private Q_SLOTS:
    void segmentKnowsItsInputs() {
        diffusion::Segment segment(
            [](const std::vector<at::Tensor>& in) { return in[0] * in[0] * 3 + 0 * in[0].detach(); },
            {at::tensor({2.0}), at::Tensor(), at::tensor({5.0})});
        QCOMPARE(segment.value().item<double>(), 12.0);
        QVERIFY(!segment.value().requires_grad());
        const auto gradients = segment.pullBack(at::tensor({10.0}));
        QCOMPARE(gradients.size(), std::size_t{3});
        QCOMPARE(gradients[0].item<double>(), 120.0);
        QVERIFY(!gradients[1].defined());
        QVERIFY2(!gradients[2].defined(), "an input without influence has no gradient");
    }

    void accumulationSkipsWhatIsAbsent() {
        const at::Tensor two = at::tensor({2.0});
        QVERIFY(!diffusion::accumulated({}, {}).defined());
        QCOMPARE(diffusion::accumulated({}, two).item<double>(), 2.0);
        QCOMPARE(diffusion::accumulated(two, {}).item<double>(), 2.0);
        QCOMPARE(diffusion::accumulated(two, two).item<double>(), 4.0);
    }

    void recomputesBatchAfterBatch() {
        BatchedMap map = squares(2);
        const at::Tensor x = at::arange(5, at::kDouble);
        QVERIFY(at::equal(map.value(x), x * x));
        QCOMPARE(m_sizes, (std::vector<std::int64_t>{2, 2, 1}));
        QVERIFY(at::equal(map.pullBack(x, at::ones_like(x)), 2 * x));
        QCOMPARE(m_sizes.size(), std::size_t{6});
        QCOMPARE(m_checkpoints, 6);
    }

    void keptGraphsAreUsedOnce() {
        BatchedMap map = squares(2);
        const at::Tensor x = at::arange(5, at::kDouble);
        QVERIFY(at::equal(map.keep(x), x * x));
        QVERIFY(at::equal(map.pullBack(x, x), 2 * x * x));
        QCOMPARE(m_sizes.size(), std::size_t{3});
        QVERIFY(at::equal(map.pullBack(x, x), 2 * x * x));
        QCOMPARE(m_sizes.size(), std::size_t{6});
    }
};

QTEST_APPLESS_MAIN(BatchedMapTest)
#include "batched_map_test.moc"
