#include "app/session/folder_reader.h"

#include <fstream>

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using session::FolderReader;
using Iterations = std::vector<std::int64_t>;

namespace {

template<typename T>
T last(const QSignalSpy& spy) {
    return spy.last().at(0).value<T>();
}

} // namespace

class FolderReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsStoredSheetsAndDescribesTheRunOnce() {
        const tests::MemoryFolder folder;
        tests::finishedRun(folder / "run");
        FolderReader reader(folder / "run");
        QStringList devices;
        connect(&reader, &FolderReader::described, this, [&](const projects::RunFolder& run) {
            devices << QString::fromStdString(run.provenance().device);
        });
        QSignalSpy listed(&reader, &FolderReader::listed);
        reader.requestList();
        QTRY_COMPARE(listed.count(), 1);
        QCOMPARE(last<Iterations>(listed), (Iterations{0, 5, 10, 15, 20}));
        reader.requestList();
        QTRY_COMPARE(listed.count(), 2);
        QCOMPARE(devices, QStringList{"scripted device"});
    }

    void isSilentWhileThereIsNoRun() {
        const tests::MemoryFolder folder;
        FolderReader reader(folder / "run");
        QSignalSpy listed(&reader, &FolderReader::listed);
        QSignalSpy failed(&reader, &FolderReader::failed);
        QSignalSpy loaded(&reader, &FolderReader::loaded);
        reader.requestList();
        const projects::RunFolder run = tests::finishedRun(folder / "run");
        reader.requestList();
        QTRY_VERIFY(!listed.isEmpty());
        QVERIFY(failed.isEmpty());
        reader.request(20);
        QVERIFY(loaded.wait());
    }

    void loadsTheSheetThatWasAskedFor() {
        const tests::MemoryFolder folder;
        tests::finishedRun(folder / "run");
        FolderReader reader(folder / "run");
        QSignalSpy loaded(&reader, &FolderReader::loaded);
        reader.request(15);
        QVERIFY(loaded.wait());
        const auto sheet = last<reports::ImageSheet>(loaded);
        QCOMPARE(sheet.iteration, 15);
        QCOMPARE(*sheet.rgb, *tests::scriptedSheet(15).rgb);
        QCOMPARE(sheet.class_names, (std::vector<std::string>{"cat", "dog"}));
    }

    void theNewestWishWins() {
        const tests::MemoryFolder folder;
        tests::finishedRun(folder / "run");
        FolderReader reader(folder / "run");
        QSignalSpy loaded(&reader, &FolderReader::loaded);
        for (const std::int64_t iteration : {0, 5, 15, 20, 5, 10}) {
            reader.request(iteration);
            QThread::msleep(20); // time to read it; this thread handles no events, so it waits for delivery
        }
        QVERIFY(loaded.wait());
        QCOMPARE(last<reports::ImageSheet>(loaded).iteration, 10);
        QCOMPARE(loaded.count(), 1);
    }

    void aSheetReadBeforeComesFromMemoryWhileItsFileIsTheSame() {
        const tests::MemoryFolder folder;
        const auto file = tests::finishedRun(folder / "run").sheetFile(5);
        FolderReader reader(folder / "run");
        QSignalSpy loaded(&reader, &FolderReader::loaded);
        reader.request(5);
        QVERIFY(loaded.wait());
        const auto written = std::filesystem::last_write_time(file);
        std::ofstream(file) << "nobody reads this";
        std::filesystem::last_write_time(file, written);
        reader.request(5);
        QVERIFY(loaded.wait());
        QCOMPARE(tests::pictured(last<reports::ImageSheet>(loaded)), 5);
    }

    void aSheetThatWasWrittenAgainIsReadAgain() {
        const tests::MemoryFolder folder;
        const auto file = tests::finishedRun(folder / "run").sheetFile(5);
        FolderReader reader(folder / "run");
        QSignalSpy loaded(&reader, &FolderReader::loaded);
        reader.request(5);
        QVERIFY(loaded.wait());
        const auto written = std::filesystem::last_write_time(file);
        reports::ImageSheet other = tests::scriptedSheet(77);
        other.iteration = 5;
        projects::writeSheet(file, other);
        std::filesystem::last_write_time(file, written + std::chrono::seconds(1));
        reader.request(5);
        QVERIFY(loaded.wait());
        QCOMPARE(tests::pictured(last<reports::ImageSheet>(loaded)), 77);
    }

    void aSheetThatIsGoneIsAnsweredByTheList() {
        const tests::MemoryFolder folder;
        const projects::RunFolder run = tests::finishedRun(folder / "run");
        FolderReader reader(folder / "run");
        QSignalSpy listed(&reader, &FolderReader::listed);
        QSignalSpy failed(&reader, &FolderReader::failed);
        std::filesystem::remove(run.sheetFile(20));
        reader.request(20);
        QVERIFY(listed.wait());
        QCOMPARE(last<Iterations>(listed), (Iterations{0, 5, 10, 15}));
        QVERIFY(failed.isEmpty());
    }

    void aBrokenSheetFailsWithASentenceThatNamesIt() {
        const tests::MemoryFolder folder;
        const projects::RunFolder run = tests::finishedRun(folder / "run");
        std::ofstream(run.sheetFile(10)) << "torn";
        FolderReader reader(folder / "run");
        QSignalSpy failed(&reader, &FolderReader::failed);
        reader.request(10);
        QVERIFY(failed.wait());
        QVERIFY2(last<QString>(failed).contains("000010.safetensors"), qPrintable(last<QString>(failed)));
    }
};

QTEST_GUILESS_MAIN(FolderReaderTest)
#include "folder_reader_test.moc"
