#include "core/training/codebook_learning.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m;
using training::CodebookLearning;

namespace {

at::Tensor column(std::vector<float> numbers) {
    return at::tensor(numbers).view({-1, 1});
}

} // namespace

class CodebookLearningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // N = 0.5 1 + 0.5 2 = 1.5, m = 0.5 10 + 0.5 (12 + 13) = 17.5, code = 17.5 / 1.5; the unused code keeps
    // its place.
    void codesAreMovingAverages() {
        const at::Tensor codes = column({10, 20});
        CodebookLearning learning(codes, {.codebook_decay = 0.5, .restart_every = 0}, 1);
        learning.update(column({12, 13}), at::tensor({0, 0}, at::kLong), 0);
        QVERIFY(at::allclose(codes, column({17.5f / 1.5f, 20})));
        // N = 0.75 + 0, m = 8.75 + 0 for code 0; N = 0.25 + 0.5, m = 5 + 15 for code 1.
        learning.update(column({30}), at::tensor({1}, at::kLong), 1);
        QVERIFY(at::allclose(codes, column({17.5f / 1.5f, 20 / 0.75f})));
    }

    void codesWithoutLatentsStayFiniteForEver() {
        const at::Tensor codes = column({1, 2});
        CodebookLearning learning(codes, {.codebook_decay = 0.1, .restart_every = 0}, 1);
        for (int k = 0; k < 60; ++k)
            learning.update(column({5}), at::tensor({0}, at::kLong), k);
        QVERIFY(at::allclose(codes, column({5, 2})));
    }

    void hardlyUsedCodesStartAgain() {
        const at::Tensor codes = column({0, 100, 200});
        CodebookLearning learning(codes, {.codebook_decay = 0.99, .restart_every = 2, .restart_below = 2}, 1);
        const at::Tensor z = column({0, 0, 0, 1});
        learning.update(z, at::tensor({0, 0, 0, 1}, at::kLong), 0);
        QVERIFY(codes[2].item<double>() > 199); // not yet
        learning.update(z, at::tensor({0, 0, 0, 0}, at::kLong), 1);
        for (int k = 1; k < 3; ++k) // used once and never: both are now among the latents
            QVERIFY(codes[k].item<double>() <= 1);
        QVERIFY(codes[0].item<double>() < 1);
        // A restarted code has forgotten where it was.
        learning.update(column({0.5}), at::tensor({2}, at::kLong), 2);
        QVERIFY(codes[2].item<double>() <= 1);
    }

    void startsFromClouds() {
        const at::Tensor codes = column({-1, -2});
        CodebookLearning learning(codes, {}, 1);
        learning.start(column({0, 1, 2, 10, 11, 12}));
        QVERIFY(at::allclose(std::get<0>(codes.sort(0)), column({1, 11})));
    }

    void continuesASavedState() {
        const settings::AutoencoderSettings rule{
            .codebook_decay = 0.5, .restart_every = 3, .restart_below = 2};
        const at::Tensor index = at::tensor({0, 1, 1}, at::kLong);
        const at::Tensor whole = column({1, 2, 3});
        const at::Tensor parted = column({1, 2, 3});
        CodebookLearning uninterrupted(whole, rule, 1);
        CodebookLearning before(parted, rule, 1);
        for (CodebookLearning* each : {&uninterrupted, &before})
            each->update(column({4, 5, 6}), index, 0);
        tensor::StateDict file;
        before.save(file);
        for (auto& [name, tensor] : file.tensors)
            tensor = tensor.clone();
        const at::Tensor fresh = column({0, 0, 0});
        CodebookLearning after(fresh, rule, 1);
        after.load(file);
        for (int k = 1; k < 4; ++k) {
            uninterrupted.update(column({7, 8, 9}), index, k);
            after.update(column({7, 8, 9}), index, k);
        }
        QVERIFY(at::equal(fresh, whole));
    }
};

QTEST_APPLESS_MAIN(CodebookLearningTest)
#include "codebook_learning_test.moc"
