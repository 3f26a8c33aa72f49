#include <ATen/ATen.h>

#include <QtTest>

#include "core/data/dataset.h"
#include "tests/support/golden.h"

using namespace ld3m;

namespace {

/// Classes of two and three 1 x 1 images; image i is (10 i, 10 i + 1, 10 i + 2).
data::Dataset small(const c10::TensorOptions& options = at::TensorOptions(at::kFloat)) {
    at::Tensor images = at::empty({5, 3, 1, 1}, at::kByte);
    for (std::int64_t i = 0; i < 5; ++i)
        for (std::int64_t channel = 0; channel < 3; ++channel)
            images[i][channel].fill_(10 * i + channel);
    return {images, {0, 2, 5}, {"cat", "dog"}, at::tensor({0.5, 0.25, 0.0}), at::tensor({0.5, 1.0, 2.0}),
            options};
}

at::Tensor expected(const std::vector<float>& levels) {
    return at::tensor(levels).div(255).view({-1, 3, 1, 1});
}

at::Tensor undone(const data::Dataset& set, const at::Tensor& images) {
    return images * set.deviation().view({1, 3, 1, 1}) + set.mean().view({1, 3, 1, 1});
}

} // namespace

class DatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByClass() {
        const data::Dataset set = small();
        QCOMPARE(set.size(), 5);
        QCOMPARE(set.classes(), 2);
        QCOMPARE(set.classSize(0), 2);
        QCOMPARE(set.classSize(1), 3);
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, static_cast<void>(set.classSize(2)));
    }

    void imagesComeByClassAndIndex() {
        const data::Dataset set = small();
        LD3M_COMPARE(set.raw(1, {2, 0, 2}), expected({40, 41, 42, 20, 21, 22, 40, 41, 42}), 1e-7);
        LD3M_COMPARE(set.raw(0, {1}), expected({10, 11, 12}), 1e-7);
        QCOMPARE(set.raw(0, {}).size(0), 0);
    }

    void anotherClassIsNeverReached() {
        const data::Dataset set = small();
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, static_cast<void>(set.raw(0, {2})));
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, static_cast<void>(set.raw(1, {-1})));
    }

    void batchesAreNormalised() {
        const at::Tensor batch = small().batch(0, {1});
        const at::Tensor by_hand = at::tensor({(10 / 255.0 - 0.5) / 0.5, 11 / 255.0 - 0.25, 12 / 255.0 / 2});
        LD3M_COMPARE(batch, by_hand.view({1, 3, 1, 1}), 1e-6);
    }

    void normalisingCanBeUndone() {
        const data::Dataset set = small();
        const at::Tensor x = at::rand({4, 3, 2, 2});
        LD3M_COMPARE(undone(set, set.normalise(x)), x, 1e-6);
    }

    void rowsCarryTheirLabels() {
        const data::Dataset set = small();
        const auto [images, labels] = set.rows(1, 4);
        QVERIFY(at::equal(labels, at::tensor({0, 1, 1}, at::kLong)));
        LD3M_COMPARE(undone(set, images), expected({10, 11, 12, 20, 21, 22, 30, 31, 32}), 1e-6);
        QCOMPARE(set.rows(4, 9).first.size(0), 1); // the last batch is shorter
        QCOMPARE(set.rows(4, 9).second.size(0), 1);
    }

    void precisionFollowsTheOptions() {
        const data::Dataset set = small(at::TensorOptions(at::kDouble));
        QVERIFY(set.batch(0, {0}).scalar_type() == at::kDouble);
        QVERIFY(set.mean().scalar_type() == at::kDouble);
    }
};

QTEST_APPLESS_MAIN(DatasetTest)
#include "dataset_test.moc"
