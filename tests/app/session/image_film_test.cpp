#include "app/session/image_film.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/scripted_engine.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using session::ImageFilm;

class ImageFilmTest : public QObject {
    Q_OBJECT
    tests::TemporaryFolder m_folder;

    static std::vector<std::int64_t> iterations(const ImageFilm& film) {
        std::vector<std::int64_t> all;
        for (const ImageFilm::Frame& frame : film.frames())
            all.push_back(frame.iteration);
        return all;
    }

private Q_SLOTS:
    void readsOneImageOfEverySheet() {
        const auto run = tests::finishedRun(m_folder.path() / "all");
        ImageFilm film;
        film.request(run.path(), run.sheets(), 1, 1);
        QTRY_COMPARE(film.frames().size(), std::size_t{5}); // 0, 5, 10, 15, 20
        QVERIFY((iterations(film) == std::vector<std::int64_t>{0, 5, 10, 15, 20}));
        const reports::Picture& picture = film.frames()[2].picture;
        QCOMPARE(picture.width, std::int64_t{4});
        QCOMPARE(picture.rgb->size(), std::size_t{48});
        QVERIFY((std::vector<std::uint8_t>(picture.rgb->begin(), picture.rgb->begin() + 3) ==
                 std::vector<std::uint8_t>{10, 100, 50}));
    }

    void aLongerListCostsItsEndOnly() {
        const auto run = tests::finishedRun(m_folder.path() / "longer");
        ImageFilm film;
        film.request(run.path(), {0, 5}, 0, 0);
        QTRY_COMPARE(film.frames().size(), std::size_t{2});
        const auto* kept = film.frames()[0].picture.rgb.get();
        film.request(run.path(), {0, 10, 20}, 0, 0);
        QTRY_COMPARE(film.frames().size(), std::size_t{3});
        QVERIFY((iterations(film) == std::vector<std::int64_t>{0, 10, 20})); // 5 is gone from the list
        QCOMPARE(film.frames()[0].picture.rgb.get(), kept);
    }

    void anotherImageStartsAnew() {
        const auto run = tests::finishedRun(m_folder.path() / "another");
        ImageFilm film;
        film.request(run.path(), run.sheets(), 0, 0);
        film.request(run.path(), run.sheets(), 1, 0); // before the first was read
        QTRY_COMPARE(film.frames().size(), std::size_t{5});
        QCOMPARE(int((*film.frames()[0].picture.rgb)[1]), 100);
        film.clear();
        QVERIFY(film.frames().empty());
    }

    void aSheetThatIsGoneIsLeftOut() {
        const auto run = tests::finishedRun(m_folder.path() / "gone");
        ImageFilm film;
        film.request(run.path(), {0, 7, 20}, 0, 0);
        QTRY_COMPARE(film.frames().size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(ImageFilmTest)
#include "image_film_test.moc"
