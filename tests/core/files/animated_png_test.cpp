// Animated PNGs: their chunks, their first picture as everybody sees it, all of them as Pillow does.
#include "core/files/animated_png.h"

#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <QtEndian>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/python.h"

using namespace ld3m;

namespace {

std::string png(QColor color, QSize size = {20, 10}) {
    QImage image(size, QImage::Format_RGB888);
    image.fill(color);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data().toStdString();
}

struct Chunk {
    QByteArray name;
    QByteArray content;
};

QList<Chunk> chunksOf(const std::string& file) {
    QList<Chunk> chunks;
    const QByteArray bytes = QByteArray::fromStdString(file);
    for (qsizetype at = 8; at + 12 <= bytes.size();) {
        const auto length = qFromBigEndian<quint32>(bytes.constData() + at);
        chunks.append({bytes.mid(at + 4, 4), bytes.mid(at + 8, length)});
        at += 12 + length;
    }
    return chunks;
}

} // namespace

class AnimatedPngTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chunksFollowTheSpecification() {
        files::AnimatedPng film;
        film.add(png(Qt::red), 100);
        film.add(png(Qt::blue), 2100);
        QStringList names;
        QList<quint32> numbers;
        for (const Chunk& chunk : chunksOf(film.bytes())) {
            names << QString::fromLatin1(chunk.name);
            if (chunk.name == "fcTL" || chunk.name == "fdAT")
                numbers << qFromBigEndian<quint32>(chunk.content.constData());
            if (chunk.name == "acTL")
                QCOMPARE(chunk.content.toHex(), QByteArray("0000000200000000"));
        }
        QCOMPARE(names, (QStringList{"IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "IEND"}));
        QCOMPARE(numbers, (QList<quint32>{0, 1, 2}));
        const QByteArray control = chunksOf(film.bytes())[4].content;
        QCOMPARE(control.mid(4, 8).toHex(), QByteArray("000000140000000a")); // 20 x 10
        QCOMPARE(control.mid(20, 4).toHex(), QByteArray("083403e8"));        // 2100 / 1000 seconds
    }

    void whoKnowsNoAnimationSeesTheFirstPicture() {
        files::AnimatedPng film;
        film.add(png(Qt::red), 100);
        film.add(png(Qt::blue), 100);
        const QImage image = QImage::fromData(QByteArray::fromStdString(film.bytes()), "PNG");
        QCOMPARE(image.size(), QSize(20, 10));
        QCOMPARE(image.pixelColor(5, 5), QColor(Qt::red));
    }

    void pillowSeesAll() {
        QTemporaryDir folder;
        files::AnimatedPng film;
        film.add(png(Qt::red), 100);
        film.add(png(Qt::blue), 2100);
        film.add(png(Qt::green), 50);
        files::writeAtomically(folder.filePath("film.apng").toStdString(), film.bytes());
        const auto run = tests::runPythonWith("PIL", R"(
import sys
from PIL import Image
film = Image.open(sys.argv[1])
print(film.n_frames, film.info["loop"])
for frame in range(film.n_frames):
    film.seek(frame)
    film.load()
    print(film.info["duration"], film.convert("RGB").getpixel((5, 5)))
)",
                                              {folder.filePath("film.apng")});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0, qPrintable(run.error));
        QCOMPARE(run.out, QString("3 0\n100.0 (255, 0, 0)\n2100.0 (0, 0, 255)\n50.0 (0, 255, 0)\n"));
    }

    void whatDoesNotFitIsRefused() {
        using tests::messageOf;
        files::AnimatedPng film;
        QVERIFY(messageOf<base::InputError>([&] { film.bytes(); }).contains("without pictures"));
        QVERIFY(messageOf<base::InputError>([&] { film.add("GIF89a", 1); }).contains("no PNG"));
        QVERIFY(messageOf<base::InputError>([&] {
                    film.add(png(Qt::red).substr(0, 20), 1);
                }).contains("without"));
        film.add(png(Qt::red), 1);
        QVERIFY(messageOf<base::InputError>([&] { film.add(png(Qt::red, {5, 5}), 1); }).contains("one size"));
        QCOMPARE(film.frames(), 1u);
    }
};

QTEST_GUILESS_MAIN(AnimatedPngTest)
#include "animated_png_test.moc"
