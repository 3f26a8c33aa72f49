// Films of a distillation.
#include "widgets/figures/film.h"

#include <QImageReader>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/scripted_values.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

/// Sheets of these iterations, one after the other.
std::function<std::optional<reports::ImageSheet>()> sheetsOf(std::vector<std::int64_t> iterations) {
    return [iterations, at = std::size_t(0)]() mutable -> std::optional<reports::ImageSheet> {
        return at < iterations.size() ? std::optional(tests::scriptedSheet(iterations[at++])) : std::nullopt;
    };
}

bool has(const QImage& image, QColor color) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

} // namespace

class FilmTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void aFrameShowsClassesAndIteration() {
        const QImage frame = filmFrame(tests::scriptedSheet(30), {.scale = 8});
        for (const QColor& color :
             {QColor(30, 0, 0), QColor(30, 0, 50), QColor(30, 100, 0), QColor(30, 100, 50)})
            QVERIFY(has(frame, color));
        const QImage dog = filmFrame(tests::scriptedSheet(30), {.classes = {"dog"}, .images = 1, .scale = 8});
        QVERIFY(has(dog, QColor(30, 100, 0)) && !has(dog, QColor(30, 0, 0)) &&
                !has(dog, QColor(30, 100, 50)));
        QVERIFY(dog.height() < frame.height());
    }

    void everyFrameIsAsLarge() {
        QCOMPARE(filmFrame(tests::scriptedSheet(7), {}).size(),
                 filmFrame(tests::scriptedSheet(12345), {}).size());
    }

    void aGifHasAllFrames() {
        const QString path = m_folder.filePath("film.gif");
        QCOMPARE(writeFilm(path, {.rate = 5, .hold = 1}, sheetsOf({0, 10, 20})), QString());
        QImageReader reader(path);
        QCOMPARE(reader.imageCount(), 3);
        QList<int> delays;
        for (QImage image = reader.read(); !image.isNull(); image = reader.read())
            delays << reader.nextImageDelay();
        QCOMPARE(delays, (QList<int>{200, 200, 1200}));
    }

    void anAnimatedPngShowsTheStartToEverybody() {
        for (const char* name : {"film.apng", "film.png"}) {
            const QString path = m_folder.filePath(name);
            QCOMPARE(writeFilm(path, {}, sheetsOf({3, 10})), QString());
            QVERIFY(has(QImage(path, "PNG"), QColor(3, 0, 0)));
        }
    }

    void whatCannotBeIsSaid() {
        QVERIFY(writeFilm(m_folder.filePath("film.mp4"), {}, sheetsOf({1})).contains(".apng"));
        QVERIFY(writeFilm(m_folder.filePath("film.gif"), {.rate = 900}, sheetsOf({1})).contains("0.1 to 50"));
        QVERIFY(writeFilm(m_folder.filePath("film.gif"), {.scale = -1}, sheetsOf({1})).contains("1 to 64"));
        QVERIFY(writeFilm(m_folder.filePath("film.gif"), {}, sheetsOf({})).contains("without pictures"));
        QVERIFY(writeFilm(m_folder.filePath("nowhere/film.gif"), {}, sheetsOf({1})).contains("nowhere"));
        const auto large = [] {
            auto sheet = tests::scriptedSheet(1, 40);
            return std::optional(sheet);
        };
        QVERIFY(writeFilm(m_folder.filePath("large.gif"), {.scale = 64}, large).contains("too large"));
    }
};

QTEST_MAIN(FilmTest)
#include "film_test.moc"
