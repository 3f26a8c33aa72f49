#include "core/projects/metrics_file.h"

#include <fstream>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/full_disk.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m::projects;
using namespace ld3m::reports;
using ld3m::files::readText;
using ld3m::tests::TemporaryFolder;

namespace {

IterationReport report(std::int64_t iteration) {
    IterationReport made;
    made.iteration = iteration;
    made.loss = 0.5 * static_cast<double>(iteration);
    return made;
}

std::vector<std::int64_t> iterationsOf(const std::vector<Event>& events) {
    std::vector<std::int64_t> iterations;
    for (const Event& event : events)
        iterations.push_back(std::visit([](const auto& held) { return held.iteration; }, event));
    return iterations;
}

using Iterations = std::vector<std::int64_t>;

void appendRaw(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::app | std::ios::binary) << text;
}

} // namespace

class MetricsFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readerFollowsTheWriter() {
        const TemporaryFolder folder;
        const auto file = folder / "run/metrics.jsonl";
        MetricsReader reader(file);
        QVERIFY(reader.readNew().empty());
        MetricsWriter writer(file);
        QVERIFY(reader.readNew().empty());
        writer.append(report(1));
        writer.append(CheckpointWritten{1, "a"});
        const auto first = reader.readNew();
        QCOMPARE(first.size(), std::size_t{2});
        QCOMPARE(std::get<IterationReport>(first[0]).loss, 0.5);
        QVERIFY(std::holds_alternative<CheckpointWritten>(first[1]));
        QVERIFY(reader.readNew().empty());
        writer.append(report(2));
        writer.sync();
        QCOMPARE(iterationsOf(reader.readNew()), Iterations{2});
        QVERIFY(!reader.restarted());
        QCOMPARE(iterationsOf(MetricsReader(file).readNew()), (Iterations{1, 1, 2}));
    }

    void halfALineWaitsForItsOtherHalf() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsReader reader(file);
        appendRaw(file, "{\"event\":\"iteration\",");
        QVERIFY(reader.readNew().empty());
        appendRaw(file, "\"iteration\":3}\n{\"event\"");
        QCOMPARE(iterationsOf(reader.readNew()), Iterations{3});
    }

    void unknownAndDamagedLinesAreStepped() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsWriter(file).append(report(1));
        appendRaw(file, "{\"event\":\"weather\"}\nrubbish\n\n");
        MetricsWriter(file).append(report(2));
        QCOMPARE(iterationsOf(MetricsReader(file).readNew()), (Iterations{1, 2}));
    }

    void aNewWriterCutsATornLine_data() {
        QTest::addColumn<QByteArray>("torn");
        QTest::newRow("half a line") << QByteArray("{\"event\":\"iter");
        QTest::newRow("zeros of a power cut") << QByteArray(200, '\0');
        QTest::newRow("longer than a reading step") << QByteArray(150000, 'x');
    }
    void aNewWriterCutsATornLine() {
        QFETCH(QByteArray, torn);
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsWriter(file).append(report(1));
        const std::string sound = readText(file);
        appendRaw(file, torn.toStdString());
        MetricsWriter writer(file);
        QCOMPARE(readText(file), sound);
        writer.append(report(2));
        QCOMPARE(iterationsOf(MetricsReader(file).readNew()), (Iterations{1, 2}));
    }

    void aFileThatIsOneTornLineBecomesEmpty() {
        const TemporaryFolder folder;
        appendRaw(folder / "metrics.jsonl", "{\"eve");
        const MetricsWriter writer(folder / "metrics.jsonl");
        QCOMPARE(std::filesystem::file_size(folder / "metrics.jsonl"), std::uintmax_t{0});
    }

    void aFullDiskLeavesWholeLines() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsWriter writer(file);
        writer.append(report(1));
        const std::string before = readText(file);
        {
            const ld3m::tests::FullDisk limit(before.size() + 20);
            for (int attempt = 0; attempt < 2; ++attempt) {
                const QString message =
                    ld3m::tests::messageOf<ld3m::base::RunError>([&] { writer.append(report(2)); });
                QVERIFY2(message.contains("metrics.jsonl: "), qPrintable(message));
                QVERIFY2(message.contains("resume the run"), qPrintable(message));
                QCOMPARE(readText(file), before);
            }
        }
        writer.append(report(2));
        QCOMPARE(iterationsOf(MetricsReader(file).readNew()), (Iterations{1, 2}));
    }

    void truncateKeepsEventsUpToTheIteration() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        {
            MetricsWriter writer(file);
            writer.append(StateChange{RunState::running, 0, {}});
            for (std::int64_t i = 1; i <= 3; ++i) {
                writer.append(report(i));
                writer.append(EvaluationTable{i, "p", {}, 1});
                writer.append(SettingChange{i, "prior.eta", 0.0, 1.0});
                writer.append(CheckpointWritten{i, "c"});
                writer.append(StateChange{RunState::paused, i, {}});
            }
        }
        appendRaw(file, "{\"event\":\"weather\"}\n{\"torn");
        MetricsWriter::truncateAfter(file, 2);
        const auto kept = MetricsReader(file).readNew();
        QCOMPARE(iterationsOf(kept), (Iterations{0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2}));
        QVERIFY(std::holds_alternative<EvaluationTable>(kept[7]));
        QVERIFY(readText(file).ends_with("\n{\"event\":\"weather\"}\n"));
        MetricsWriter::truncateAfter(folder / "none.jsonl", 2);
        QVERIFY(!std::filesystem::exists(folder / "none.jsonl"));
    }

    void readerStartsAgainAfterATruncation() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsReader reader(file);
        for (std::int64_t i = 1; i <= 4; ++i)
            MetricsWriter(file).append(report(i));
        QCOMPARE(reader.readNew().size(), std::size_t{4});
        MetricsWriter::truncateAfter(file, 2);
        QCOMPARE(iterationsOf(reader.readNew()), (Iterations{1, 2}));
        QVERIFY(reader.restarted());
        QVERIFY(reader.readNew().empty());
        QVERIFY(!reader.restarted());
    }

    // The resumed run may already have outgrown the old size before the reader looks again.
    void readerNoticesAReplacedFileThatIsLongerThanBefore() {
        const TemporaryFolder folder;
        const auto file = folder / "metrics.jsonl";
        MetricsReader reader(file);
        MetricsWriter(file).append(report(1));
        MetricsWriter(file).append(report(2));
        QCOMPARE(reader.readNew().size(), std::size_t{2});
        MetricsWriter::truncateAfter(file, 1);
        for (std::int64_t i = 2; i <= 5; ++i)
            MetricsWriter(file).append(report(i));
        QCOMPARE(iterationsOf(reader.readNew()), (Iterations{1, 2, 3, 4, 5}));
        QVERIFY(reader.restarted());
    }
};

QTEST_APPLESS_MAIN(MetricsFileTest)
#include "metrics_file_test.moc"
