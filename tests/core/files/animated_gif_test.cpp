// Animated GIFs, read back by Qt and by Pillow.
#include "core/files/animated_gif.h"

#include <QImageReader>
#include <QTemporaryDir>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/python.h"

using namespace ld3m;

namespace {

constexpr int kWidth = 90, kHeight = 70;

/// Up to 256 colours, and noise, so that the table of strings fills up several times.
std::vector<std::uint8_t> noise(std::uint32_t seed) {
    std::vector<std::uint8_t> rgb;
    for (int i = 0; i < kWidth * kHeight; ++i) {
        seed = seed * 1664525u + 1013904223u;
        const auto value = std::uint8_t(seed >> 24);
        rgb.insert(rgb.end(), {value, std::uint8_t(255 - value), std::uint8_t(value / 2)});
    }
    return rgb;
}

} // namespace

class AnimatedGifTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString write(const files::AnimatedGif& gif) const {
        const QString path = m_folder.filePath("film.gif");
        files::writeAtomically(path.toStdString(), gif.bytes());
        return path;
    }

private Q_SLOTS:
    void qtReadsEveryPixelBack() {
        files::AnimatedGif gif(kWidth, kHeight);
        for (std::uint32_t frame = 0; frame < 3; ++frame)
            gif.add(noise(frame), 10 + frame);
        QImageReader reader(write(gif));
        QVERIFY(reader.supportsAnimation());
        for (std::uint32_t frame = 0; frame < 3; ++frame) {
            const QImage image = reader.read().convertToFormat(QImage::Format_RGB888);
            QCOMPARE(image.size(), QSize(kWidth, kHeight));
            const auto expected = noise(frame);
            for (int y = 0; y < kHeight; ++y)
                QVERIFY(std::equal(image.constScanLine(y), image.constScanLine(y) + 3 * kWidth,
                                   expected.begin() + 3 * kWidth * y));
            QCOMPARE(reader.nextImageDelay(), int(100 + 10 * frame));
        }
        QVERIFY(!reader.canRead());
        QCOMPARE(reader.loopCount(), -1); // for ever
    }

    void aFlatPictureIsSmall() {
        files::AnimatedGif gif(1000, 1000);
        gif.add(std::vector<std::uint8_t>(3'000'000, 200), 10);
        QVERIFY(gif.bytes().size() < 10'000);
        const QImage image(write(gif));
        QCOMPARE(image.pixelColor(999, 999), QColor(200, 200, 200));
    }

    void pillowReadsIt() {
        files::AnimatedGif gif(kWidth, kHeight);
        gif.add(noise(1), 10);
        gif.add(noise(2), 250);
        const auto run = tests::runPythonWith("PIL", R"(
import sys
from PIL import Image
film = Image.open(sys.argv[1])
print(film.n_frames, film.size)
for frame in range(film.n_frames):
    film.seek(frame)
    film.load()
    print(film.info["duration"], film.convert("RGB").getpixel((5, 3)))
)",
                                              {write(gif)});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0, qPrintable(run.error));
        const auto pixel = [](std::uint32_t seed) {
            const auto rgb = noise(seed);
            const std::size_t at = 3 * (3 * kWidth + 5);
            return QString("(%1, %2, %3)").arg(rgb[at]).arg(rgb[at + 1]).arg(rgb[at + 2]);
        };
        QCOMPARE(run.out, QString("2 (90, 70)\n100 %1\n2500 %2\n").arg(pixel(1), pixel(2)));
    }

    void whatDoesNotFitIsRefused() {
        using tests::messageOf;
        QVERIFY(messageOf<base::InputError>([] { files::AnimatedGif(70000, 10); }).contains("70000 x 10"));
        QVERIFY(messageOf<base::InputError>([] {
                    files::AnimatedGif(2, 2).bytes();
                }).contains("without pictures"));
        files::AnimatedGif gif(2, 2);
        QVERIFY(messageOf<base::InputError>([&] {
                    gif.add(std::vector<std::uint8_t>(11), 1);
                }).contains("one size"));
    }
};

QTEST_GUILESS_MAIN(AnimatedGifTest)
#include "animated_gif_test.moc"
