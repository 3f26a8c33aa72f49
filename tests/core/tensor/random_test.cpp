#include <ATen/ATen.h>

#include <QtTest>

#include <set>

#include "core/tensor/random.h"

using namespace ld3m;

class RandomTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsAsPythonsTorch() {
        // torch.manual_seed(0); torch.randn(3)
        const at::Tensor wanted = at::tensor({1.5409961F, -0.2934289F, -2.1787894F});
        QVERIFY(at::allclose(tensor::normal({3}, 0, at::kFloat), wanted, 1e-6));
    }

    void everyTypeSeesTheSameNumbers() {
        const at::Tensor single = tensor::normal({4, 5}, 7, at::kFloat);
        const at::Tensor twice = tensor::normal({4, 5}, 7, at::kDouble);
        QCOMPARE(twice.scalar_type(), at::kDouble);
        QVERIFY(at::equal(twice, single.to(at::kDouble)));
        QVERIFY(!at::equal(single, tensor::normal({4, 5}, 8, at::kFloat)));
    }

    void samplesWithoutReplacement() {
        const auto some = tensor::sample(10, 1000, 3);
        QCOMPARE(some.size(), std::size_t{10});
        QCOMPARE(std::set(some.begin(), some.end()).size(), std::size_t{10});
        QCOMPARE(tensor::sample(10, 1000, 3), some);
        QVERIFY(tensor::sample(10, 1000, 4) != some);
        const auto all = tensor::sample(9, 5, 1);
        QCOMPARE(std::set(all.begin(), all.end()), (std::set<std::int64_t>{0, 1, 2, 3, 4}));
        QVERIFY(tensor::sample(0, 5, 1).empty());
    }
};

QTEST_APPLESS_MAIN(RandomTest)
#include "random_test.moc"
