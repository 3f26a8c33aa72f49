#include "core/training/training_images.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m;

namespace {

/// Three classes of 2, 5 and 3 images, each filled with its row's number.
data::Dataset dataset() {
    const at::Tensor images =
        at::arange(10, at::kByte).view({10, 1, 1, 1}).expand({10, 3, 2, 2}).contiguous();
    return {images,         {0, 2, 7, 10}, {"a", "b", "c"},
            at::zeros({3}), at::ones({3}), c10::TensorOptions(c10::kFloat)};
}

} // namespace

class TrainingImagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytesBecomeNumbersAroundZero() {
        const at::Tensor bytes =
            at::tensor({0, 255, 51}, at::kByte).view({3, 1, 1, 1}).expand({3, 3, 1, 1}).contiguous();
        const data::Dataset set(bytes, {0, 3}, {"a"}, at::zeros({3}), at::ones({3}),
                                c10::TensorOptions(c10::kDouble));
        const at::Tensor x = training::symmetricImages(set, at::tensor({1, 0, 2}, at::kLong),
                                                       c10::TensorOptions(c10::kDouble));
        QVERIFY(at::allclose(x.select(1, 0).flatten(), at::tensor({1.0, -1.0, -0.6}, at::kDouble)));
    }

    void mirrorsSome() {
        const at::Tensor x = at::arange(2 * 1 * 1 * 3, at::kFloat).view({2, 1, 1, 3});
        const at::Tensor y = training::mirrored(x, at::tensor({0, 1}, at::kLong) == 1);
        QVERIFY(at::equal(y.flatten(), at::tensor({0.0f, 1.0f, 2.0f, 5.0f, 4.0f, 3.0f})));
        const double share = training::mirrorDraw(20000, 1).to(at::kDouble).mean().item<double>();
        QVERIFY(std::abs(share - 0.5) < 0.02);
        QVERIFY(at::equal(training::mirrorDraw(9, 1), training::mirrorDraw(9, 1)));
    }

    void rowsAreEvenOverClasses() {
        const data::Dataset set = dataset();
        QVERIFY(at::equal(training::evenRows(set, 6), at::tensor({0, 1, 2, 3, 7, 8}, at::kLong)));
        // Shares of 1, 1 and 2 for four; a small class gives what it has.
        QVERIFY(at::equal(training::evenRows(set, 4), at::tensor({0, 2, 7, 8}, at::kLong)));
        QVERIFY(at::equal(training::evenRows(set, 9), at::tensor({0, 1, 2, 3, 4, 7, 8, 9}, at::kLong)));
        QCOMPARE(training::evenRows(set, 0).size(0), std::int64_t{10});
        QCOMPARE(training::evenRows(set, 99).size(0), std::int64_t{10});
    }

    void labelsFollowTheClasses() {
        QVERIFY(at::equal(dataset().labels(), at::tensor({0, 0, 1, 1, 1, 1, 1, 2, 2, 2}, at::kLong)));
        QVERIFY(at::equal(dataset().rows(1, 3).second, at::tensor({0, 1}, at::kLong)));
        QVERIFY(at::equal(dataset().rows(8, 99).second, at::tensor({2, 2}, at::kLong)));
    }
};

QTEST_APPLESS_MAIN(TrainingImagesTest)
#include "training_images_test.moc"
