#include "core/reports/evaluation_table.h"

#include <QtTest>

#include "core/reports/image_sheet.h"

using namespace ld3m::reports;

class EvaluationTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // mean (0.2 + 0.4 + 0.9) / 3 = 0.5; squares 0.09 + 0.01 + 0.16 = 0.26 over 3 (not 2).
    void meanAndPopulationDeviation() {
        const EvaluationRow row = {"synthetic", "convnet", {0.2, 0.4, 0.9}, {}};
        QCOMPARE(row.mean(), 0.5);
        QCOMPARE(row.deviation(), std::sqrt(0.26 / 3));
    }

    void oneRunHasNoDeviation() {
        const EvaluationRow row = {"synthetic", "convnet", {0.25}, {}};
        QCOMPARE(row.mean(), 0.25);
        QCOMPARE(row.deviation(), 0.0);
    }

    void noRunsAreZero() {
        QCOMPARE(EvaluationRow{}.mean(), 0.0);
        QCOMPARE(EvaluationRow{}.deviation(), 0.0);
    }

    // Two classes of two 1 x 2 images: image (1, 0) is the third of the four.
    void sheetIsClassMajor() {
        std::vector<std::uint8_t> bytes(4 * 1 * 2 * 3);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i);
        const ImageSheet sheet = {
            0, 2, 1, 2, {"cat", "dog"}, std::make_shared<const std::vector<std::uint8_t>>(bytes)};
        QCOMPARE(sheet.count(), std::int64_t{4});
        QCOMPARE(int{*sheet.image(0, 1)}, 6);
        QCOMPARE(int{*sheet.image(1, 0)}, 12);
    }
};

QTEST_APPLESS_MAIN(EvaluationTableTest)
#include "evaluation_table_test.moc"
