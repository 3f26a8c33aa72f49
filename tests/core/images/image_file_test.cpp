// Files of every kind that image folders hold; files/ has one small picture, red (200,40,30) beside blue
// (20,60,180), 16 x 8 pixels, in many formats.
#include <fstream>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/images/image_file.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using images::Rgb8;

namespace {

namespace fs = std::filesystem;

fs::path sample(const char* name) {
    return fs::path(LD3M_SOURCE_FOLDER) / "tests/core/images/files" / name;
}

const std::uint8_t* pixel(const Rgb8& image, std::int64_t y, std::int64_t x) {
    return image.bytes.data() + (y * image.width + x) * 3;
}

bool isNear(const std::uint8_t* rgb, int red, int green, int blue, int tolerance) {
    return std::abs(rgb[0] - red) <= tolerance && std::abs(rgb[1] - green) <= tolerance &&
           std::abs(rgb[2] - blue) <= tolerance;
}

/// The orientation note that cameras write, as a segment behind a JPEG's first mark.
std::string withOrientation(const std::string& jpeg, char orientation) {
    using namespace std::string_literals;
    const std::string exif = "Exif\0\0"s + "II*\0\x08\0\0\0"s + "\x01\0"s + "\x12\x01\x03\0\x01\0\0\0"s +
                             orientation + "\0\0\0"s + "\0\0\0\0"s;
    return jpeg.substr(0, 2) + "\xFF\xE1"s + '\0' + static_cast<char>(exif.size() + 2) + exif +
           jpeg.substr(2);
}

QString errorOf(const fs::path& file) {
    try {
        static_cast<void>(images::readImage(file));
        return {};
    } catch (const base::InputError& error) {
        return error.what();
    }
}

} // namespace

class ImageFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngRoundTripIsExact() {
        Rgb8 image{2, 3, {}};
        for (int i = 0; i < 18; ++i)
            image.bytes.push_back(static_cast<std::uint8_t>(i * 14));
        images::writePng(m_folder / "deep" / "a.png", image);
        const Rgb8 read = images::readImage(m_folder / "deep" / "a.png");
        QCOMPARE(read.height, 2);
        QCOMPARE(read.width, 3);
        QVERIFY(read.bytes == image.bytes);
    }

    void everyFormatShowsTheSameColours_data() {
        QTest::addColumn<int>("tolerance");
        QTest::newRow("red_blue.jpg") << 3;
        QTest::newRow("progressive.jpg")
            << 24; // its chroma is subsampled: the test looks away from the border
        QTest::newRow("cmyk.jpg") << 6;
        QTest::newRow("sixteen_bit.png") << 1;
        QTest::newRow("palette.png") << 0;
        QTest::newRow("half_transparent.png") << 0; // the colours below show
        QTest::newRow("red_blue.bmp") << 0;
        QTest::newRow("red_blue.webp") << 8;
    }
    void everyFormatShowsTheSameColours() {
        QFETCH(int, tolerance);
        const Rgb8 image = images::readImage(sample(QTest::currentDataTag()));
        QCOMPARE(image.height, 8);
        QCOMPARE(image.width, 16);
        QVERIFY(isNear(pixel(image, 4, 2), 200, 40, 30, tolerance));
        QVERIFY(isNear(pixel(image, 4, 13), 20, 60, 180, tolerance));
    }

    void grayBecomesRgb() {
        const Rgb8 image = images::readImage(sample("gray.jpg"));
        QVERIFY(isNear(pixel(image, 4, 2), 73, 73, 73, 2));
        QVERIFY(isNear(pixel(image, 4, 13), 60, 60, 60, 2));
    }

    void cameraRotationIsApplied() {
        const std::string upright = files::readText(sample("red_blue.jpg"));
        files::writeAtomically(m_folder / "turned.jpg", withOrientation(upright, 6)); // a quarter clockwise
        const Rgb8 turned = images::readImage(m_folder / "turned.jpg");
        QCOMPARE(turned.height, 16);
        QCOMPARE(turned.width, 8);
        QVERIFY(isNear(pixel(turned, 2, 4), 200, 40, 30, 3)); // the left half came to the top
        QVERIFY(isNear(pixel(turned, 13, 4), 20, 60, 180, 3));

        files::writeAtomically(m_folder / "mirrored.jpg", withOrientation(upright, 2));
        QVERIFY(isNear(pixel(images::readImage(m_folder / "mirrored.jpg"), 4, 2), 20, 60, 180, 3));
    }

    void aCutOffFileIsRefusedByName_data() {
        QTest::addColumn<double>("part");
        for (const char* name : {"red_blue.jpg", "progressive.jpg", "cmyk.jpg", "gray.jpg", "sixteen_bit.png",
                                 "palette.png", "red_blue.bmp", "red_blue.webp"})
            for (const double part : {0.1, 0.5, 0.8, 0.99})
                QTest::addRow("%s, %g", name, part) << part;
    }
    void aCutOffFileIsRefusedByName() {
        QFETCH(double, part);
        const std::string name = QString(QTest::currentDataTag()).section(',', 0, 0).toStdString();
        const std::string whole = files::readText(sample(name.c_str()));
        const fs::path cut = m_folder.path() / ("cut_" + name);
        files::writeAtomically(cut, whole.substr(0, static_cast<std::size_t>(part * double(whole.size()))));
        const QString error = errorOf(cut);
        QVERIFY2(error.contains(QString::fromStdString(cut.string())), qPrintable(error));
    }

    void damageAndStrangersAreRefusedByName() {
        std::string damaged = files::readText(sample("sixteen_bit.png"));
        char& compressed = damaged[damaged.find("IDAT") + 12];
        compressed = static_cast<char>(~compressed);
        files::writeAtomically(m_folder / "damaged.png", damaged);
        files::writeAtomically(m_folder / "letter.jpg", "Dear reader, this is no picture.");
        files::writeAtomically(m_folder / "empty.png", "");
        for (const char* name : {"damaged.png", "letter.jpg", "empty.png", "absent.png"})
            QVERIFY2(errorOf(m_folder / name).contains(name), name);
    }

    void aPlaceThatCannotBeWrittenIsAnError() {
        files::writeAtomically(m_folder / "file", "x");
        QVERIFY_THROWS_EXCEPTION(base::RunError,
                                 images::writePng(m_folder / "file" / "a.png", Rgb8{1, 1, {1, 2, 3}}));
    }

private:
    tests::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
