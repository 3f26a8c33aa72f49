// The images of several runs at one iteration: read together, measured when asked, the newest wish first.
#include "app/session/compared_images.h"

#include <QSignalSpy>
#include <QtTest>

#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_values.h"

using namespace ld3m;
using session::ComparedImages;

class ComparedImagesTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;
    std::vector<ComparedImages::Source> m_runs;

    /// A run with images of iterations 0 and 5, and their red is `shift` more.
    ComparedImages::Source runOf(const std::string& name, std::int64_t shift, std::int64_t ipc = 2) {
        const auto folder = projects::RunFolder::create(m_folder / name.c_str(), tests::scriptedRecipe(), {});
        for (const std::int64_t iteration : {0, 5}) {
            reports::ImageSheet sheet = tests::scriptedSheet(iteration + shift, ipc);
            sheet.iteration = iteration;
            projects::writeSheet(folder.sheetFile(iteration), sheet);
        }
        return {folder.path(), name};
    }

private Q_SLOTS:
    void initTestCase() { m_runs = {runOf("a", 0), runOf("b", 30), runOf("c", 0)}; }

    void sheetsOfAllRunsArriveTogether() {
        ComparedImages images;
        QSignalSpy loaded(&images, &ComparedImages::loaded);
        images.show(m_runs, 5);
        QVERIFY(loaded.wait());
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(images.iteration(), 5);
        QCOMPARE(images.sheets().size(), std::size_t(3));
        QCOMPARE(tests::pictured(images.sheets()[0]), 5);
        QCOMPARE(tests::pictured(images.sheets()[1]), 35);
        QVERIFY(images.distances().rows.empty()); // nobody asked
        images.show(m_runs, 5);                   // shown already
        QVERIFY(!loaded.wait(100));
        images.clear();
        QVERIFY(images.sheets().empty());
        QCOMPARE(images.iteration(), -1);
    }

    void whileOneIsReadTheNewestWishWaits() {
        ComparedImages images;
        for (const std::int64_t iteration : {5, 0, 5, 0, 5, 0})
            images.show(m_runs, iteration);
        QTRY_COMPARE(images.iteration(), 0);
        QSignalSpy loaded(&images, &ComparedImages::loaded);
        QVERIFY(!loaded.wait(150)); // the wishes between them are forgotten
    }

    void distancesAreMeasuredWhenAsked() {
        ComparedImages images;
        QSignalSpy loaded(&images, &ComparedImages::loaded);
        images.show(m_runs, 0);
        QVERIFY(loaded.wait());
        images.measure();
        QVERIFY(images.isMeasuring());
        QTRY_VERIFY(!images.isMeasuring());
        const reports::TextTable& table = images.distances();
        QCOMPARE(table.heads,
                 (std::vector<std::string>{"class", "b, RMSE", "b, SSIM", "c, RMSE", "c, SSIM"}));
        QCOMPARE(table.rows.back().name, std::string("all images"));
        QCOMPARE(table.rows.back().cells[0].text, std::string("17.32")); // 30 / sqrt(3): red alone
        QCOMPARE(table.rows.back().cells[2].text, std::string("0.00"));
        QCOMPARE(table.rows.back().cells[3].text, std::string("1.000"));
        QSignalSpy measured(&images, &ComparedImages::measured);
        images.measure(); // known
        QVERIFY(!images.isMeasuring() && measured.isEmpty());
        images.show(m_runs, 5);
        QVERIFY(loaded.wait());
        QVERIFY(images.distances().rows.empty()); // they were of other images
    }

    void theyCanBeMeasuredAsSoonAsTheyArrive() {
        ComparedImages images;
        connect(&images, &ComparedImages::loaded, &images, [&] { images.measure(); });
        images.show(m_runs, 0);
        QTRY_COMPARE(images.distances().rows.size(), std::size_t(3));
        QTRY_COMPARE(images.distances().heads.size(), std::size_t(5));
        images.show(m_runs, 5);
        images.measure(); // those that are on their way are not there yet
        QVERIFY(!images.isMeasuring());
        QTRY_COMPARE(images.iteration(), 5);
        QTRY_COMPARE(images.distances().heads.size(), std::size_t(5));
    }

    void whatCannotBeComparedIsSaid() {
        const auto other = runOf("more", 0, 3);
        ComparedImages images;
        QSignalSpy loaded(&images, &ComparedImages::loaded);
        images.show({m_runs[0], other, m_runs[1]}, 0);
        QVERIFY(loaded.wait());
        images.measure();
        QTRY_VERIFY(!images.isMeasuring());
        QCOMPARE(images.notes(), std::vector<std::string>{"The images of a and more cannot be compared: "
                                                          "they have 2 and 3 images a class."});
        QCOMPARE(images.distances().heads.size(), std::size_t(3)); // b is
    }

    void cancelledIsNotBegunAgainButLeftIs() {
        ComparedImages images;
        QSignalSpy loaded(&images, &ComparedImages::loaded);
        images.show(m_runs, 5);
        QVERIFY(loaded.wait());
        images.measure();
        images.leaveMeasuring();
        QVERIFY(!images.isMeasuring());
        images.measure();
        QVERIFY(images.isMeasuring());
        images.cancelMeasuring();
        QTRY_VERIFY(!images.isMeasuring());
        images.measure();
        QVERIFY(!images.isMeasuring());
    }

    void aSheetThatIsGoneIsSaid() {
        ComparedImages images;
        QSignalSpy failed(&images, &ComparedImages::failed);
        images.show(m_runs, 7);
        QVERIFY(failed.wait());
        QVERIFY(failed.front().front().toString().contains("000007"));
        images.show(m_runs, 5);
        QTRY_COMPARE(images.iteration(), 5);
    }

    void leavingEarlyWaitsForNobody() {
        for (int i = 0; i < 5; ++i) {
            ComparedImages images;
            images.show(m_runs, 5);
            images.show(m_runs, 0);
        }
    }
};

QTEST_GUILESS_MAIN(ComparedImagesTest)
#include "compared_images_test.moc"
