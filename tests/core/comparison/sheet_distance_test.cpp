// RMSE and SSIM of sheets, class by class and of all.
#include "core/comparison/sheet_distance.h"

#include <cmath>

#include <QtTest>

#include "core/comparison/structural_similarity.h"
#include "tests/support/scripted_values.h"

using namespace ld3m;
using namespace ld3m::comparison;

namespace {

/// The sheet with a number added to every byte of some classes.
reports::ImageSheet brighter(const reports::ImageSheet& sheet, const std::vector<int>& byClass) {
    auto bytes = *sheet.rgb;
    const std::size_t each = bytes.size() / byClass.size();
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(bytes[i] + byClass[i / each]);
    reports::ImageSheet other = sheet;
    other.rgb = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    return other;
}

} // namespace

class SheetDistanceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalSheets() {
        const reports::ImageSheet sheet = tests::scriptedSheet(5);
        const auto distance = distanceOf(sheet, tests::scriptedSheet(5));
        QVERIFY(distance);
        QCOMPARE(distance->classes.size(), std::size_t(2));
        QCOMPARE(distance->all.rmse, 0.0);
        QCOMPARE(distance->all.ssim, 1.0);
    }

    void byClassAndOverAll() {
        const reports::ImageSheet sheet = tests::scriptedSheet(5);
        const reports::ImageSheet other = brighter(sheet, {3, 4});
        const SheetDistance distance = *distanceOf(sheet, other);
        QCOMPARE(distance.classes[0].rmse, 3.0);
        QCOMPARE(distance.classes[1].rmse, 4.0);
        QCOMPARE(distance.all.rmse, std::sqrt((9 + 16) / 2.0)); // of all pixels, not a mean of roots
        double sum = 0;
        for (int label = 0; label < 2; ++label)
            for (int k = 0; k < 2; ++k)
                sum += structuralSimilarity(sheet.image(label, k), other.image(label, k), 4, 4);
        QCOMPARE(distance.all.ssim, sum / 4);
        QCOMPARE(distance.classes[0].ssim + distance.classes[1].ssim, sum / 2);
    }

    void whatCannotBeComparedIsSaid() {
        const reports::ImageSheet sheet = tests::scriptedSheet(5);
        QVERIFY(incomparable(sheet, tests::scriptedSheet(15)).empty());
        QCOMPARE(incomparable(sheet, tests::scriptedSheet(5, 3)),
                 std::string("they have 2 and 3 images a class"));
        QCOMPARE(incomparable(sheet, {}), std::string("one of them has no images"));
        reports::ImageSheet other = sheet;
        other.class_names = {"cat", "cow"};
        QCOMPARE(incomparable(sheet, other), std::string("their classes differ"));
        other = sheet;
        other.height = 2;
        other.width = 8;
        QCOMPARE(incomparable(sheet, other), std::string("their images have 4 x 4 and 8 x 2 pixels"));
    }

    void stopsBetweenClasses() {
        const reports::ImageSheet sheet = tests::scriptedSheet(5);
        int asked = 0;
        QVERIFY(!distanceOf(sheet, sheet, [&] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
    }
};

QTEST_APPLESS_MAIN(SheetDistanceTest)
#include "sheet_distance_test.moc"
