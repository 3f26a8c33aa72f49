#include "core/training/k_means.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace ld3m::training;

class KMeansTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheCentresOfClouds() {
        // Two clouds of three points each; whatever the start, their means are 1 and 11.
        const at::Tensor z = at::tensor({0.0, 1.0, 2.0, 10.0, 11.0, 12.0}).view({6, 1}).to(at::kFloat);
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            const at::Tensor centres = std::get<0>(kMeans(z, 2, 10, seed).sort(0));
            QVERIFY(at::allclose(centres, at::tensor({1.0f, 11.0f}).view({2, 1})));
        }
    }

    void emptyCentresGoElsewhere() {
        // Equal rows: one of two equal centres is nearest to nothing and must move to a row, not to 0 / 0.
        const at::Tensor z = at::ones({4, 2});
        QVERIFY(at::equal(kMeans(z, 3, 3, 1), at::ones({3, 2})));
    }

    void fewerRowsThanCentres() { QVERIFY(kMeans(at::randn({3, 2}), 8, 2, 1).isfinite().all().item<bool>()); }

    void countsAndSums() {
        const at::Tensor z = at::tensor({1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f}).view({3, 2});
        const Clusters clusters = clustersOf(z, at::tensor({2, 0, 2}, at::kLong), 4);
        QVERIFY(at::equal(clusters.count_K, at::tensor({1.0f, 0.0f, 2.0f, 0.0f})));
        QVERIFY(at::equal(clusters.sum_KD,
                          at::tensor({3.0f, 4.0f, 0.0f, 0.0f, 6.0f, 8.0f, 0.0f, 0.0f}).view({4, 2})));
    }

    void someRowsAreDifferentOnes() {
        const at::Tensor z = at::arange(10, at::kFloat).view({10, 1});
        const at::Tensor all = std::get<0>(someRows(z, 10, 3).sort(0));
        QVERIFY(at::equal(all, z));
        QVERIFY(!at::equal(someRows(z, 10, 3), someRows(z, 10, 4)));
    }
};

QTEST_APPLESS_MAIN(KMeansTest)
#include "k_means_test.moc"
