// Few colours for a picture of many.
#include "core/files/colour_reduction.h"

#include <QtTest>

using namespace ld3m::files;

namespace {

/// Largest difference of a channel between the picture and its reduced form.
int worst(const std::vector<std::uint8_t>& rgb, const ReducedPicture& reduced) {
    int most = 0;
    for (std::size_t i = 0; i < rgb.size(); ++i)
        most = std::max(most, std::abs(int(rgb[i]) - int(reduced.palette[reduced.indices[i / 3]][i % 3])));
    return most;
}

} // namespace

class ColourReductionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fewColoursAreKept() {
        const std::vector<std::uint8_t> rgb{255, 0, 0, 0, 255, 0, 255, 0, 0, 7, 8, 9};
        const ReducedPicture reduced = reduceColours(rgb, 256);
        QCOMPARE(reduced.palette.size(), std::size_t(3));
        QCOMPARE(worst(rgb, reduced), 0);
        QCOMPARE(reduced.indices[0], reduced.indices[2]);
    }

    void manyColoursComeClose() {
        std::vector<std::uint8_t> rgb;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                rgb.insert(rgb.end(), {std::uint8_t(x * 4), std::uint8_t(y * 4), std::uint8_t(x + y)});
        const ReducedPicture reduced = reduceColours(rgb, 256);
        QCOMPARE(reduced.palette.size(), std::size_t(256));
        QCOMPARE(reduced.indices.size(), std::size_t(64 * 64));
        QVERIFY2(worst(rgb, reduced) <= 16, qPrintable(QString::number(worst(rgb, reduced))));
    }

    void twoColoursAreTheirMeans() {
        const std::vector<std::uint8_t> rgb{0, 0, 0, 2, 2, 2, 200, 200, 200, 204, 204, 204};
        const ReducedPicture reduced = reduceColours(rgb, 2);
        QCOMPARE(reduced.palette.size(), std::size_t(2));
        QVERIFY((reduced.palette[0] == Colour{1, 1, 1}));
        QVERIFY((reduced.palette[1] == Colour{202, 202, 202}));
    }

    void nothingIsNothing() { QVERIFY(reduceColours({}, 256).indices.empty()); }
};

QTEST_APPLESS_MAIN(ColourReductionTest)
#include "colour_reduction_test.moc"
