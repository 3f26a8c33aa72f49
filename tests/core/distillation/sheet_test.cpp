// Images leave the engine as bytes: order, rounding and clamping.
#include <ATen/ATen.h>

#include "core/distillation/sheet.h"
#include "tests/support/golden.h"

using namespace ld3m;

class SheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreRoundedAndClamped() {
        at::Tensor images_M3HW = at::zeros({4, 3, 1, 2});
        images_M3HW[2][0][0][1] = 0.5;  // class 1, first image, red of the right pixel
        images_M3HW[2][1][0][1] = 1.75; // clamped
        images_M3HW[2][2][0][1] = -1;
        const reports::ImageSheet sheet = distillation::toSheet(images_M3HW, {"cat", "dog"}, 7);
        QCOMPARE(sheet.iteration, 7);
        QCOMPARE(sheet.ipc, 2);
        QCOMPARE(sheet.count(), 4);
        QCOMPARE(sheet.height, 1);
        QCOMPARE(sheet.width, 2);
        const std::uint8_t* right = sheet.image(1, 0) + 3;
        QCOMPARE(int(right[0]), 128);
        QCOMPARE(int(right[1]), 255);
        QCOMPARE(int(right[2]), 0);
        QCOMPARE(int(sheet.image(0, 1)[0]), 0);
    }

    void theValueDoesNotAliasTheTensor() {
        at::Tensor images_M3HW = at::full({1, 3, 2, 2}, 0.2);
        const reports::ImageSheet sheet = distillation::toSheet(images_M3HW, {"cat"}, 0);
        images_M3HW.fill_(1);
        QCOMPARE(int(sheet.image(0, 0)[0]), 51);
    }
};

QTEST_APPLESS_MAIN(SheetTest)
#include "sheet_test.moc"
