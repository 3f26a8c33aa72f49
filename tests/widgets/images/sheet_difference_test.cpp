#include "widgets/images/sheet_difference.h"

#include <QtTest>

#include "tests/widgets/images/sheets.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

class SheetDifferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheSameShapesAreComparable() {
        const auto sheet = makeSheet({"bird", "cat"}, 2, 3, 4);
        QVERIFY(comparable(sheet, makeSheet({"bird", "cat"}, 2, 3, 4, 5)));
        QVERIFY(!comparable(sheet, makeSheet({"bird", "dog"}, 2, 3, 4)));
        QVERIFY(!comparable(sheet, makeSheet({"bird", "cat"}, 1, 3, 4)));
        QVERIFY(!comparable(sheet, makeSheet({"bird", "cat"}, 2, 4, 3)));
        QVERIFY(!comparable(sheet, {}));
        QVERIFY(!comparable({}, {}));
    }

    void rootMeanSquareByHand() {
        // One of three channels differs by 6 everywhere: sqrt(36 / 3).
        const auto a = makeSheet({"bird", "cat"}, 2, 3, 4);
        const auto b = makeSheet({"bird", "cat"}, 2, 3, 4, 6);
        QCOMPARE(rootMeanSquare(a, b), std::sqrt(12.0));
        QCOMPARE(rootMeanSquare(a, b, 1, 1), std::sqrt(12.0));
        QCOMPARE(rootMeanSquare(a, a), 0.0);
        QCOMPARE(rootMeanSquare(a, makeSheet({"bird", "cat"}, 2, 3, 4)), 0.0);
    }

    void oneImageIsMeasuredAlone() {
        const auto a = makeSheet({"bird", "cat"}, 1, 2, 2);
        auto bytes = *a.rgb;
        bytes.back() = static_cast<std::uint8_t>(bytes.back() + 12); // of cat's 12 values
        auto b = a;
        b.rgb = std::make_shared<std::vector<std::uint8_t>>(bytes);
        QCOMPARE(rootMeanSquare(a, b, 0, 0), 0.0);
        QCOMPARE(rootMeanSquare(a, b, 1, 0), std::sqrt(12.0));
        QCOMPARE(rootMeanSquare(a, b), std::sqrt(6.0));
    }

    void sumsOfManyLargeDifferencesDoNotOverflow() {
        reports::ImageSheet a{.ipc = 1, .height = 512, .width = 512, .class_names = {"x"}, .rgb = {}};
        auto b = a;
        a.rgb = std::make_shared<std::vector<std::uint8_t>>(512 * 512 * 3, 0);
        b.rgb = std::make_shared<std::vector<std::uint8_t>>(512 * 512 * 3, 255);
        QCOMPARE(rootMeanSquare(a, b), 255.0);
    }

    void textsSayBothMeasures() {
        QCOMPARE(differenceText(0), QString("identical"));
        QCOMPARE(differenceText(255), QString("RMS 255.00 · PSNR 0.0 dB"));
        QCOMPARE(differenceText(2.55), QString("RMS 2.55 · PSNR 40.0 dB"));
    }

    void theImageIsAmplifiedAndCutOff() {
        const auto a = makeSheet({"bird"}, 1, 2, 2);
        const auto b = makeSheet({"bird"}, 1, 2, 2, 30);
        QCOMPARE(QColor(differenceImage(a, b, 0, 0, 1).pixel(1, 1)), QColor(30, 0, 0));
        QCOMPARE(QColor(differenceImage(b, a, 0, 0, 4).pixel(0, 1)), QColor(120, 0, 0));
        QCOMPARE(QColor(differenceImage(a, b, 0, 0, 64).pixel(0, 0)), QColor(255, 0, 0));
    }
};

QTEST_GUILESS_MAIN(SheetDifferenceTest)
#include "sheet_difference_test.moc"
