#include "core/base/seeds.h"

#include <bit>
#include <set>

#include <QtTest>

using ld3m::base::streamSeed;

class SeedsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Stored runs resume only while these never change; the numbers come from a second implementation.
    void keepsItsValues() {
        QCOMPARE(streamSeed(0, "noise"), std::uint64_t{164510480183855219});
        QCOMPARE(streamSeed(42, "batch", 7, 3), std::uint64_t{6255322167139834969});
    }

    void everyArgumentCounts() {
        const std::set<std::uint64_t> seeds = {streamSeed(1, "noise", 2, 3), streamSeed(2, "noise", 2, 3),
                                               streamSeed(1, "nois", 2, 3),  streamSeed(1, "", 2, 3),
                                               streamSeed(1, "noise", 3, 2), streamSeed(1, "noise", 2, 4),
                                               streamSeed(1, "noise", -2, 3)};
        QCOMPARE(seeds.size(), std::size_t{7});
    }

    void staysBelowTwoToThe63AndNeverCollidesNearby() {
        std::set<std::uint64_t> seeds;
        for (int run = 0; run < 10; ++run)
            for (int iteration = 0; iteration < 100; ++iteration)
                for (int index = 0; index < 10; ++index)
                    seeds.insert(streamSeed(static_cast<std::uint64_t>(run), "batch", iteration, index));
        QCOMPARE(seeds.size(), std::size_t{10000});
        QVERIFY(*seeds.rbegin() < (std::uint64_t{1} << 63));
    }

    // Neighbouring iterations differ in about half of the 63 bits (binomial: 31.5 +- 4 each, +- 0.13 on the
    // mean).
    void neighboursAreUnrelated() {
        double flipped = 0;
        constexpr int kPairs = 1000;
        for (int i = 0; i < kPairs; ++i)
            flipped += std::popcount(streamSeed(5, "noise", i) ^ streamSeed(5, "noise", i + 1));
        QVERIFY(std::abs(flipped / kPairs - 31.5) < 0.7);
    }
};

QTEST_APPLESS_MAIN(SeedsTest)
#include "seeds_test.moc"
