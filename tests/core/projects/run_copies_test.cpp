// Copies of a run's numbers for other programs grow with it and say every step once, also after a resume.
#include <bit>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/tfrecord.h"
#include "core/projects/run_copies.h"
#include "tests/support/bytes.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
namespace fs = std::filesystem;

class RunCopiesTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    projects::RunFolder makeRun(const char* name) {
        projects::Provenance provenance;
        provenance.created = "2026-01-02T03:04:05Z";
        return projects::RunFolder::create(m_folder / name, {}, provenance);
    }

    static void write(const projects::RunFolder& run, std::int64_t first, std::int64_t last) {
        projects::MetricsWriter metrics(run.metricsFile());
        for (std::int64_t i = first; i <= last; ++i) {
            reports::IterationReport report;
            report.iteration = i;
            report.loss = 1.0 / double(i);
            report.seconds = 2;
            metrics.append(report);
        }
    }

    static std::vector<fs::path> eventFiles(const projects::RunFolder& run) {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(run.path() / "tensorboard"))
            found.push_back(entry.path());
        return found;
    }

    static std::size_t recordsIn(const fs::path& file) {
        const std::string bytes = files::readText(file); // the records are views of it
        return files::tfRecordsIn(bytes, "events").size();
    }

private Q_SLOTS:
    void nothingIsWrittenUnasked() {
        const auto run = makeRun("plain");
        write(run, 1, 2);
        projects::RunCopies(run).update(false, false);
        QVERIFY(!fs::exists(run.path() / "tensorboard") && !fs::exists(run.path() / "metrics.csv"));
    }

    void theEventFileGrows() {
        const auto run = makeRun("growing");
        projects::RunCopies copies(run);
        write(run, 1, 3);
        copies.update(true, false);
        QCOMPARE(eventFiles(run).size(), std::size_t{1});
        const fs::path file = eventFiles(run).front();
        QCOMPARE(recordsIn(file), std::size_t{1 + 3}); // its version comes first
        write(run, 4, 5);
        copies.update(true, false);
        copies.update(true, false);
        QCOMPARE(eventFiles(run), std::vector{file});
        QCOMPARE(recordsIn(file), std::size_t{1 + 5});
        QVERIFY(!fs::exists(run.path() / "metrics.csv"));
    }

    void timesGoOnFromTheCreationOfTheRun() {
        const auto run = makeRun("times");
        projects::RunCopies copies(run);
        write(run, 1, 1);
        copies.update(true, false);
        write(run, 2, 2);
        copies.update(true, false);
        const std::string bytes = files::readText(eventFiles(run).front());
        const auto records = files::tfRecordsIn(bytes, "events");
        const double created = 1767323045;               // 2026-01-02T03:04:05Z
        for (std::size_t i = 0; i < records.size(); ++i) // field 1, a double: 0x09 and eight bytes
            QCOMPARE(std::string(records[i].substr(1, 8)),
                     tests::little(std::bit_cast<std::uint64_t>(created + 2.0 * double(i)), 8));
    }

    void aResumedRunTellsEachStepOnce() {
        const auto run = makeRun("resumed");
        write(run, 1, 7);
        projects::RunCopies(run).update(true, true);
        projects::MetricsWriter::truncateAfter(run.metricsFile(), 5); // as resuming does
        projects::RunCopies again(run);
        write(run, 6, 6);
        again.update(true, true);
        QCOMPARE(eventFiles(run).size(), std::size_t{1});
        QCOMPARE(recordsIn(eventFiles(run).front()), std::size_t{1 + 6});
        QCOMPARE(QString::fromStdString(files::readText(run.path() / "metrics.csv")).count('\n'), 1 + 6);
    }

    void theTableHasEveryNumber() {
        const auto run = makeRun("table");
        write(run, 1, 2);
        projects::RunCopies copies(run);
        copies.update(false, true);
        const QStringList lines = QString::fromStdString(files::readText(run.path() / "metrics.csv"))
                                      .split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("iteration,loss,latent_grad_norm,conditioning_grad_norm"));
        QVERIFY(lines[2].startsWith("2,0.5,"));
    }

    void aFolderThatCannotBeIsSaid() {
        const auto run = makeRun("refused");
        write(run, 1, 1);
        files::writeAtomically(run.path() / "tensorboard", "a file where the folder should be");
        projects::RunCopies copies(run);
        QVERIFY_THROWS_EXCEPTION(base::RunError, copies.update(true, false));
    }
};

QTEST_APPLESS_MAIN(RunCopiesTest)
#include "run_copies_test.moc"
