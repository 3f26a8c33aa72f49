#include "widgets/images/display_mapping.h"

#include <QtTest>

using namespace ld3m::widgets;

class DisplayMappingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rawShowsTheStoredLevels() {
        const std::vector<std::uint8_t> rgb{1, 2, 3, 250, 128, 0};
        const QImage image = displayImage(rgb.data(), 2, 1, DisplayMapping::raw);
        QCOMPARE(QColor(image.pixel(0, 0)), QColor(1, 2, 3));
        QCOMPARE(QColor(image.pixel(1, 0)), QColor(250, 128, 0));
    }

    void stretchReachesBlackAndWhiteByImage() {
        const std::vector<std::uint8_t> rgb{50, 75, 100, 100, 150, 60};
        const QImage image = displayImage(rgb.data(), 2, 1, DisplayMapping::stretch);
        // (level - 50) / 100 of 255
        QCOMPARE(QColor(image.pixel(0, 0)), QColor(0, 64, 128));
        QCOMPARE(QColor(image.pixel(1, 0)), QColor(128, 255, 26));
    }

    void channelsAreStretchedApart() {
        const std::vector<std::uint8_t> rgb{50, 75, 100, 100, 150, 60, 75, 75, 80};
        const QImage image = displayImage(rgb.data(), 3, 1, DisplayMapping::stretch_channels);
        QCOMPARE(QColor(image.pixel(0, 0)), QColor(0, 0, 255));
        QCOMPARE(QColor(image.pixel(1, 0)), QColor(255, 255, 0));
        QCOMPARE(QColor(image.pixel(2, 0)), QColor(128, 0, 128));
    }

    void clipCutsWhatIsFarFromTheMean() {
        // 99 grey pixels of 100 and 110 in turn, one white one: mean 106.5, deviation 15.8.
        std::vector<std::uint8_t> rgb;
        for (int i = 0; i < 99; ++i)
            rgb.insert(rgb.end(), 3, static_cast<std::uint8_t>(i % 2 ? 110 : 100));
        rgb.insert(rgb.end(), 3, 255);
        const QImage image = displayImage(rgb.data(), 10, 10, DisplayMapping::clip);
        QCOMPARE(qRed(image.pixel(9, 9)), 255);
        QCOMPARE(qRed(image.pixel(0, 0)), 0); // the lowest level that there is
        const int high = qRed(image.pixel(1, 0));
        QVERIFY2(high > 45 && high < 65, qPrintable(QString::number(high))); // 10 / 46 of 255
        const QImage whole = displayImage(rgb.data(), 10, 10, DisplayMapping::stretch);
        QVERIFY(qRed(whole.pixel(1, 0)) < 20);
    }

    void aFlatImageStaysAsItIs() {
        const std::vector<std::uint8_t> rgb(12, 90);
        for (const DisplayMappingText& each : displayMappings())
            QCOMPARE(qRed(displayImage(rgb.data(), 2, 2, each.mapping).pixel(0, 0)), 90);
    }

    void reducedImagesTakeEveryNthPixelOrTheMean() {
        std::vector<std::uint8_t> rgb;
        for (int i = 0; i < 16; ++i)
            rgb.insert(rgb.end(), 3, static_cast<std::uint8_t>(10 * i));
        const QImage picked = displayImage(rgb.data(), 4, 4, DisplayMapping::raw, 2);
        QCOMPARE(picked.size(), QSize(2, 2));
        QCOMPARE(qRed(picked.pixel(0, 0)), 50); // of 0 10 40 50
        const QImage mean = displayImage(rgb.data(), 4, 4, DisplayMapping::raw, 2, true);
        QCOMPARE(qRed(mean.pixel(0, 0)), 25);
        QCOMPARE(qRed(mean.pixel(1, 1)), 125);
    }

    void aReducedImageIsMappedByAllItsPixels() {
        // The brightest pixel is none of those that are drawn.
        const std::vector<std::uint8_t> rgb{200, 200, 200, 0, 0, 0, 0, 0, 0, 100, 100, 100};
        const QImage image = displayImage(rgb.data(), 2, 2, DisplayMapping::stretch, 2);
        QCOMPARE(qRed(image.pixel(0, 0)), 128);
    }

    void everyMappingHasItsOwnNameAndHelp() {
        QStringList names;
        for (const DisplayMappingText& each : displayMappings()) {
            QVERIFY(!each.name.isEmpty() && !each.help.isEmpty() && !names.contains(each.name));
            names << each.name;
        }
        QCOMPARE(displayMappings().front().mapping, DisplayMapping::raw);
    }
};

QTEST_GUILESS_MAIN(DisplayMappingTest)
#include "display_mapping_test.moc"
