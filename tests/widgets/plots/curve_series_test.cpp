#include "widgets/plots/curve_series.h"

#include <cmath>
#include <limits>

#include <QtTest>

using ld3m::widgets::CurveSeries;
using Line = CurveSeries::Line;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

std::vector<double> values(const CurveSeries& series, Line line) {
    std::vector<double> all;
    for (std::size_t i = 0; i < series.size(); ++i)
        all.push_back(series.y(line, i));
    return all;
}

/// x = first, first + 1, ...
std::vector<double> counting(std::size_t count, double first = 0) {
    std::vector<double> x(count);
    for (std::size_t i = 0; i < count; ++i)
        x[i] = first + static_cast<double>(i);
    return x;
}

CurveSeries seriesOf(const std::vector<double>& x, const std::vector<double>& y) {
    CurveSeries series;
    series.append(x, y);
    return series;
}

std::vector<double> xOf(const std::vector<CurveSeries::Point>& points) {
    std::vector<double> all;
    for (const auto& point : points)
        all.push_back(point.x);
    return all;
}

} // namespace

class CurveSeriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growsAtItsEnd() {
        CurveSeries series = seriesOf({1, 2}, {10, 20});
        series.append({3, 5}, {30, 50});
        QCOMPARE(values(series, Line::raw), (std::vector<double>{10, 20, 30, 50}));
        QVERIFY(series.extent() == std::pair(1.0, 5.0));
        series.append({}, {});
        QCOMPARE(series.size(), std::size_t{4});
    }

    // A resumed run writes its last iterations again.
    void aBatchReplacesWhatItOverlaps() {
        CurveSeries series = seriesOf({1, 2, 3, 4}, {10, 20, 30, 40});
        series.append({3}, {31});
        QCOMPARE(values(series, Line::raw), (std::vector<double>{10, 20, 31}));
        series.append({0}, {5});
        QCOMPARE(values(series, Line::raw), (std::vector<double>{5}));
    }

    void unevenColumnsAreCutToTheShorter() {
        CurveSeries series = seriesOf({1, 2, 3}, {10, 20});
        QCOMPARE(series.size(), std::size_t{2});
    }

    void deviationsMakeABand() {
        CurveSeries series;
        QVERIFY(!series.hasDeviation());
        series.append({1, 2}, {10, 20}, {3});
        QVERIFY(series.hasDeviation());
        QCOMPARE(series.y(Line::lower, 0), 7.0);
        QCOMPARE(series.y(Line::upper, 0), 13.0);
        QVERIFY(std::isnan(series.y(Line::upper, 1)));
        series.clear();
        QVERIFY(!series.hasDeviation());
        QVERIFY(!series.extent());
    }

    // w = 0.5: sums 1, 2.5, 5.25 over masses 0.5, 0.75, 0.875.
    void smoothing() {
        CurveSeries series = seriesOf({1, 2, 3}, {2, 4, 8});
        QCOMPARE(values(series, Line::smooth), (std::vector<double>{2, 4, 8}));
        series.setSmoothing(0.5);
        QCOMPARE(series.y(Line::smooth, 0), 2.0);
        QCOMPARE(series.y(Line::smooth, 1), 2.5 / 0.75);
        QCOMPARE(series.y(Line::smooth, 2), 6.0);
        QCOMPARE(values(series, Line::raw), (std::vector<double>{2, 4, 8}));
        series.clear();
        series.append({1, 2}, {2, 4});
        QCOMPARE(series.y(Line::smooth, 1), 2.5 / 0.75); // the weight stays
    }

    void smoothingStepsOverGaps() {
        CurveSeries series = seriesOf({1, 2, 3}, {2, kGap, 8});
        series.setSmoothing(0.5);
        QVERIFY(std::isnan(series.y(Line::smooth, 1)));
        QCOMPARE(series.y(Line::smooth, 2), 6.0); // (0.5 * 1 + 4) / 0.75
    }

    void smoothingDoesNotDependOnBatches() {
        std::vector<double> y;
        for (int i = 0; i < 50; ++i)
            y.push_back(std::sin(i) + 0.1 * i);
        CurveSeries whole = seriesOf(counting(50), y);
        whole.setSmoothing(0.9);
        CurveSeries parts;
        parts.setSmoothing(0.9);
        for (std::size_t first = 0; first < 50; first += 7) {
            const std::size_t end = std::min<std::size_t>(50, first + 10); // overlaps the next batch
            parts.append(counting(end - first, double(first)),
                         {y.begin() + std::ptrdiff_t(first), y.begin() + std::ptrdiff_t(end)});
        }
        QCOMPARE(values(parts, Line::smooth), values(whole, Line::smooth));
    }

    void aConstantStaysWhatItIs() {
        CurveSeries series = seriesOf(counting(100), std::vector<double>(100, 3.5));
        series.setSmoothing(0.99);
        for (std::size_t i = 0; i < 100; ++i)
            QVERIFY(std::abs(series.y(Line::smooth, i) - 3.5) < 1e-9);
    }

    void nearestPoint_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<int>("index");
        QTest::newRow("before all") << -100.0 << 0;
        QTest::newRow("exact") << 20.0 << 1;
        QTest::newRow("left of the middle") << 24.0 << 1;
        QTest::newRow("right of the middle") << 26.0 << 2;
        QTest::newRow("middle") << 25.0 << 1;
        QTest::newRow("behind all") << 1e9 << 2;
    }
    void nearestPoint() {
        QFETCH(double, x);
        QFETCH(int, index);
        const CurveSeries series = seriesOf({10, 20, 30}, {1, 2, 3});
        QCOMPARE(int(series.nearest(x).value()), index);
        QVERIFY(!CurveSeries().nearest(x));
    }

    void spanOfAPart() {
        const CurveSeries series = seriesOf({1, 2, 3, 4, 5}, {-5, 2, kGap, 7, 100});
        QVERIFY(series.span(Line::raw, 1, 4, false) == std::pair(-5.0, 7.0));
        QVERIFY(series.span(Line::raw, 1, 4, true) == std::pair(2.0, 7.0));
        QVERIFY(series.span(Line::raw, 2, 2, false) == std::pair(2.0, 2.0));
        QVERIFY(!series.span(Line::raw, 3, 3, false));
        QVERIFY(!series.span(Line::raw, 6, 9, false));
    }

    void fewPointsStayAsTheyAre() {
        const CurveSeries series = seriesOf(counting(10), counting(10));
        const auto points = series.thinned(Line::raw, {.lower = 2.5, .upper = 6.5, .pixels = 100});
        QCOMPARE(xOf(points), (std::vector<double>{2, 3, 4, 5, 6, 7})); // one more on each side
    }

    void thinningLeadsOutOfTheView() {
        const CurveSeries series = seriesOf(counting(10000), std::vector<double>(10000, 1.0));
        const auto points = series.thinned(Line::raw, {.lower = 2000.5, .upper = 7000.5, .pixels = 50});
        QCOMPARE(points.front().x, 2000.0);
        QCOMPARE(points.back().x, 7001.0);
    }

    void aMillionPointsBecomeAFewPerPixel() {
        constexpr std::size_t kMany = 1'000'000;
        constexpr int kPixels = 500;
        std::vector<double> y(kMany);
        for (std::size_t i = 0; i < kMany; ++i)
            y[i] = std::sin(double(i) * 0.37) + double(i % 97);
        y[123'456] = 1e6;
        y[654'321] = -1e6;
        const CurveSeries series = seriesOf(counting(kMany), y);
        const auto points = series.thinned(Line::raw, {.lower = 0, .upper = kMany - 1, .pixels = kPixels});
        QVERIFY(points.size() >= kPixels);
        QVERIFY(points.size() <= 4 * kPixels + 2);
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const auto& left, const auto& right) { return left.x < right.x; }));
        const auto holds = [&points](double x, double value) {
            return std::any_of(points.begin(), points.end(),
                               [=](const auto& point) { return point.x == x && point.y == value; });
        };
        QVERIFY(holds(123'456, 1e6));
        QVERIFY(holds(654'321, -1e6));
    }

    void everyColumnKeepsItsExtremes() {
        constexpr int kPixels = 25;
        std::vector<double> y(10'000);
        for (std::size_t i = 0; i < y.size(); ++i)
            y[i] = std::sin(double(i * i % 7919));
        const CurveSeries series = seriesOf(counting(y.size()), y);
        const auto points = series.thinned(Line::raw, {.lower = 0, .upper = 10'000, .pixels = kPixels});
        for (int column = 0; column < kPixels; ++column) {
            const double begin = 400.0 * column, end = begin + 400;
            const auto inColumn = [=](double x) { return x >= begin && x < end; };
            double low = 9, high = -9;
            for (const auto& point : points)
                if (inColumn(point.x)) {
                    low = std::min(low, point.y);
                    high = std::max(high, point.y);
                }
            QCOMPARE(low, *std::min_element(y.begin() + int(begin), y.begin() + int(end)));
            QCOMPARE(high, *std::max_element(y.begin() + int(begin), y.begin() + int(end)));
        }
    }

    // On a logarithmic axis the first hundred of a million iterations take a third of the width.
    void logarithmicColumnsKeepTheStart() {
        const CurveSeries series = seriesOf(counting(1'000'000, 1), counting(1'000'000, 1));
        const auto points =
            series.thinned(Line::raw, {.lower = 1, .upper = 1e6, .pixels = 600, .logX = true, .logY = false});
        QVERIFY(points.size() <= 4 * 600 + 2);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(points[std::size_t(i)].x, i + 1.0);
    }

    void gapsSurviveThinning() {
        std::vector<double> y(100'000, 1.0);
        std::fill(y.begin() + 40'000, y.begin() + 60'000, kGap);
        const CurveSeries series = seriesOf(counting(y.size()), y);
        const auto points = series.thinned(Line::raw, {.lower = 0, .upper = 99'999, .pixels = 100});
        int gaps = 0;
        for (const auto& point : points) {
            const bool inGap = point.x >= 40'000 && point.x < 60'000;
            QCOMPARE(bool(std::isnan(point.y)), inGap);
            gaps += inGap ? 1 : 0;
        }
        QVERIFY(gaps > 0);
    }

    void onALogarithmicAxisOnlyPositiveCounts() {
        const CurveSeries series = seriesOf({1, 2, 3}, {1, 0, -2});
        const CurveSeries::View view{.lower = 0, .upper = 4, .pixels = 10, .logX = false, .logY = true};
        const auto points = series.thinned(Line::raw, view);
        QCOMPARE(points[0].y, 1.0);
        QVERIFY(std::isnan(points[1].y) && std::isnan(points[2].y));
    }

    void nothingGivesNothing() {
        QVERIFY(CurveSeries().thinned(Line::raw, {}).empty());
        QVERIFY(!CurveSeries().span(Line::raw, 0, 1, false));
    }
};

QTEST_APPLESS_MAIN(CurveSeriesTest)
#include "curve_series_test.moc"
