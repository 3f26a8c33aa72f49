#include "widgets/images/sheet_picture.h"

#include <QtTest>

#include "tests/widgets/images/sheets.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

class SheetPictureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneImageAtItsOwnSize() {
        const QImage image = imagePicture(makeSheet({"bird", "cat"}, 2, 3, 4), 1, 1, DisplayMapping::raw);
        QCOMPARE(image.size(), QSize(3, 4));
        QCOMPARE(QColor(image.pixel(2, 3)), QColor(10, 10, 32));
    }

    void rowsStandInTheOrderAskedFor() {
        const auto sheet = makeSheet({"a", "b", "c"}, 2, 4, 4);
        const QImage picture =
            sheetPicture(sheet, {2, 0}, {.scale = 3, .gap = 2, .names = false, .background = Qt::white});
        QCOMPARE(picture.size(), QSize(2 + 2 * 14, 2 + 2 * 14));
        QCOMPARE(QColor(picture.pixel(0, 0)), QColor(Qt::white));
        QCOMPARE(QColor(picture.pixel(2, 2)), QColor(20, 0, 0));
        QCOMPARE(QColor(picture.pixel(4, 4)), QColor(20, 0, 0)); // each pixel three times three
        QCOMPARE(QColor(picture.pixel(5, 2)), QColor(20, 0, 1));
        QCOMPARE(QColor(picture.pixel(16, 16)), QColor(0, 10, 0)); // class a, second image
        QCOMPARE(QColor(picture.pixel(27, 27)), QColor(0, 10, 33));
    }

    void namesStandAtTheLeft() {
        const auto sheet = makeSheet({"n02123045"}, 1, 32, 32);
        const QImage with = sheetPicture(sheet, {0}, {.scale = 1});
        const QImage without = sheetPicture(sheet, {0}, {.scale = 1, .names = false});
        QVERIFY(with.width() > without.width() + 8);
        bool written = false;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width() - without.width(); ++x)
                written = written || qGray(with.pixel(x, y)) < 128;
        QVERIFY(written);
    }

    void sheetsTooTallForNamesAreStillMade() {
        const auto sheet = makeSheet(std::vector<std::string>(3000, "class"), 1, 4, 4);
        std::vector<std::int64_t> labels;
        for (std::int64_t label = 0; label < 3000; ++label)
            labels.push_back(label);
        const QImage picture = sheetPicture(sheet, labels, {.scale = 4});
        QVERIFY(picture.height() > 32000);
        QCOMPARE(picture.width(), 2 + 18);
    }
};

QTEST_MAIN(SheetPictureTest)
#include "sheet_picture_test.moc"
