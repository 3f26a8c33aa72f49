#include <QtTest>

#include "core/images/contact_sheet.h"

using namespace ld3m;
using images::kSheetGap;

namespace {

/// Two classes of three 1 x 2 images; image k of class c is (c, k, 0) (c, k, 1).
reports::ImageSheet sheet() {
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    for (std::uint8_t label = 0; label < 2; ++label)
        for (std::uint8_t k = 0; k < 3; ++k)
            for (std::uint8_t x = 0; x < 2; ++x)
                rgb->insert(rgb->end(), {label, k, x});
    reports::ImageSheet made;
    made.ipc = 3;
    made.height = 1;
    made.width = 2;
    made.class_names = {"cat", "dog"};
    made.rgb = rgb;
    return made;
}

std::vector<int> pixel(const images::Rgb8& picture, std::int64_t y, std::int64_t x) {
    const std::uint8_t* rgb = picture.bytes.data() + (y * picture.width + x) * 3;
    return {rgb[0], rgb[1], rgb[2]};
}

} // namespace

class ContactSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreClassesAndColumnsAreImages() {
        const images::Rgb8 picture = images::contactSheet(sheet(), 1);
        QCOMPARE(picture.height, 2 + 3 * kSheetGap);
        QCOMPARE(picture.width, 3 * 2 + 4 * kSheetGap);
        QCOMPARE(pixel(picture, kSheetGap, kSheetGap), std::vector<int>({0, 0, 0}));
        QCOMPARE(pixel(picture, kSheetGap, kSheetGap + 1), std::vector<int>({0, 0, 1}));
        // Class 1, image 2.
        QCOMPARE(pixel(picture, 2 * kSheetGap + 1, 3 * kSheetGap + 4), std::vector<int>({1, 2, 0}));
        QCOMPARE(pixel(picture, 0, 0), std::vector<int>({255, 255, 255}));
        QCOMPARE(pixel(picture, picture.height - 1, picture.width - 1), std::vector<int>({255, 255, 255}));
        QCOMPARE(pixel(picture, kSheetGap, kSheetGap + 2), std::vector<int>({255, 255, 255}));
    }

    void scaleRepeatsPixels() {
        const images::Rgb8 picture = images::contactSheet(sheet(), 3);
        QCOMPARE(picture.height, 2 * 3 + 3 * kSheetGap);
        QCOMPARE(picture.width, 3 * 6 + 4 * kSheetGap);
        for (std::int64_t y = 0; y < 3; ++y)
            for (std::int64_t x = 0; x < 6; ++x)
                QCOMPARE(pixel(picture, kSheetGap + y, 2 * kSheetGap + 6 + x),
                         std::vector<int>({0, 1, x < 3 ? 0 : 1}));
    }
};

QTEST_APPLESS_MAIN(ContactSheetTest)
#include "contact_sheet_test.moc"
