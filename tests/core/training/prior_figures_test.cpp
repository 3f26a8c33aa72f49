#include "core/training/prior_figures.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m;

class PriorFiguresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void psnrByHand() {
        // Off by 0.2 in [-1,1] is 0.1 in [0,1]: 20 dB. Off by 0.02: 40 dB. The mean over images is 30.
        const at::Tensor x = at::zeros({2, 3, 4, 4});
        const at::Tensor y = at::tensor({0.2f, -0.02f}).view({2, 1, 1, 1}).expand({2, 3, 4, 4});
        QVERIFY(std::abs(training::meanPsnr(x, y) - 30) < 1e-4);
    }

    void codebookUseByHand() {
        const auto even = training::codebookUse(at::tensor({0, 1, 2, 3, 0, 1, 2, 3}, at::kLong), 10);
        QCOMPARE(even.codes, std::int64_t{4});
        QVERIFY(std::abs(even.perplexity - 4) < 1e-12);
        // Shares 1/2, 1/4, 1/4: entropy 1.5 bits.
        const auto uneven = training::codebookUse(at::tensor({5, 5, 6, 7}, at::kLong).view({2, 2}), 8);
        QCOMPARE(uneven.codes, std::int64_t{3});
        QVERIFY(std::abs(uneven.perplexity - std::pow(2.0, 1.5)) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(PriorFiguresTest)
#include "prior_figures_test.moc"
