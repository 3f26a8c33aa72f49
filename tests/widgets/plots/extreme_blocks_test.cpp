#include "widgets/plots/extreme_blocks.h"

#include <cmath>
#include <limits>

#include <QtTest>

using ld3m::widgets::ExtremeBlocks;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

/// Looks at each point.
ExtremeBlocks::Extremes plain(const std::vector<double>& y, std::size_t begin, std::size_t end,
                              bool positive) {
    ExtremeBlocks::Extremes found;
    for (std::size_t i = begin; i < end; ++i) {
        if (!std::isfinite(y[i]) || (positive && y[i] <= 0)) {
            found.gap = true;
            continue;
        }
        if (!found.any() || y[i] < y[found.lowest])
            found.lowest = i;
        if (!found.any() || found.highest == found.kNone || y[i] > y[found.highest])
            found.highest = i;
    }
    return found;
}

/// Rough, with gaps, and of both signs in some places only.
std::vector<double> rough(std::size_t count, unsigned seed) {
    std::vector<double> y(count);
    for (std::size_t i = 0; i < count; ++i) {
        seed = seed * 1664525u + 1013904223u;
        const double draw = double(seed >> 8) / double(1 << 24);
        y[i] = seed % 977 == 0 ? kGap : std::floor(40 * draw) + (i / 3000 % 2 ? 1 : -20);
    }
    return y;
}

} // namespace

class ExtremeBlocksTest : public QObject {
    Q_OBJECT

    static void compare(const ExtremeBlocks& blocks, const std::vector<double>& y, std::size_t begin,
                        std::size_t end) {
        for (const bool positive : {false, true}) {
            const auto found = blocks.of(y, begin, end, positive);
            const auto wanted = plain(y, begin, end, positive);
            QCOMPARE(found.lowest, wanted.lowest);
            QCOMPARE(found.highest, wanted.highest);
            QCOMPARE(found.gap, wanted.gap);
        }
    }

private Q_SLOTS:
    void isWhatLookingAtEachPointGives() {
        const std::vector<double> y = rough(40'000, 5);
        ExtremeBlocks blocks;
        blocks.update(y, 0);
        for (const std::size_t begin : {0, 1, 31, 32, 33, 1000, 1024, 2999, 32'768, 39'999})
            for (const std::size_t length : {0, 1, 31, 32, 64, 1000, 1024, 7000, 33'000, 40'000})
                compare(blocks, y, begin, std::min(y.size(), begin + length));
    }

    void growsAndIsReplacedFromAnyPlace() {
        std::vector<double> y;
        ExtremeBlocks blocks;
        for (const std::size_t first : {0, 40, 39, 1100, 1024, 5000, 10, 4000}) {
            const std::size_t kept = std::min(first, y.size());
            y.resize(kept);
            const std::vector<double> more = rough(1500, unsigned(first) + 1);
            y.insert(y.end(), more.begin(), more.end());
            blocks.update(y, kept);
            compare(blocks, y, 0, y.size());
            compare(blocks, y, kept / 2, y.size() - 3);
        }
    }

    void nothingHasNoExtremes() {
        ExtremeBlocks blocks;
        QVERIFY(!blocks.of({}, 0, 0, false).any());
        const std::vector<double> gaps(2000, kGap);
        blocks.update(gaps, 0);
        QVERIFY(!blocks.of(gaps, 0, 2000, false).any());
        QVERIFY(blocks.of(gaps, 0, 2000, false).gap);
    }
};

QTEST_APPLESS_MAIN(ExtremeBlocksTest)
#include "extreme_blocks_test.moc"
