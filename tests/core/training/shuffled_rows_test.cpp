#include "core/training/shuffled_rows.h"

#include <set>

#include <ATen/ATen.h>

#include <QtTest>

using ld3m::training::ShuffledRows;

namespace {

std::vector<std::int64_t> listOf(const at::Tensor& rows) {
    const auto* first = rows.const_data_ptr<std::int64_t>();
    return {first, first + rows.numel()};
}

std::vector<std::int64_t> placesOf(ShuffledRows& rows, std::int64_t steps) {
    std::vector<std::int64_t> places;
    for (std::int64_t k = 0; k < steps; ++k)
        for (const std::int64_t row : listOf(rows.at(k)))
            places.push_back(row);
    return places;
}

} // namespace

class ShuffledRowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPassSeesEveryRowOnce() {
        ShuffledRows rows(10, 4, 7, "test");
        const std::vector<std::int64_t> places =
            placesOf(rows, 5); // two passes; the third batch has rows of both
        std::vector<std::vector<std::int64_t>> passes;
        for (int pass = 0; pass < 2; ++pass)
            passes.emplace_back(places.begin() + 10 * pass, places.begin() + 10 * pass + 10);
        for (const auto& pass : passes)
            QCOMPARE(std::set<std::int64_t>(pass.begin(), pass.end()).size(), std::size_t{10});
        QVERIFY(passes[0] != passes[1]);
    }

    void anyStepCanBeAskedFor() {
        ShuffledRows forward(10, 4, 7, "test");
        placesOf(forward, 6);
        ShuffledRows straight(10, 4, 7, "test");
        QVERIFY(at::equal(straight.at(6), forward.at(6)));
        QVERIFY(at::equal(straight.at(0), ShuffledRows(10, 4, 7, "test").at(0)));
    }

    void seedAndPurposeDecide() {
        const auto first = [](std::uint64_t seed, const char* purpose) {
            return listOf(ShuffledRows(1000, 20, seed, purpose).at(0));
        };
        QVERIFY(first(7, "test") != first(8, "test"));
        QVERIFY(first(7, "test") != first(7, "other"));
    }

    void batchesMayBeLargerThanTheData() {
        ShuffledRows rows(3, 7, 1, "test");
        const std::vector<std::int64_t> batch = listOf(rows.at(0));
        QCOMPARE(batch.size(), std::size_t{7});
        for (std::int64_t row = 0; row < 3; ++row)
            QVERIFY(std::count(batch.begin(), batch.end(), row) >= 2);
    }
};

QTEST_APPLESS_MAIN(ShuffledRowsTest)
#include "shuffled_rows_test.moc"
