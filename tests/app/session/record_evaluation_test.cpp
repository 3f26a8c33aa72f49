#include "app/session/record_evaluation.h"

#include <QtTest>

#include "core/projects/run_lock.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using namespace ld3m::tests;
using session::recordEvaluation;

namespace {

reports::EvaluationTable tableAt(std::int64_t iteration) {
    reports::EvaluationTable table = scriptedTable(iteration);
    table.protocol = "asked for";
    return table;
}

std::vector<std::string> protocolsIn(const projects::RunFolder& run) {
    std::vector<std::string> protocols;
    for (const reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew())
        if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
            protocols.push_back(table->protocol);
    return protocols;
}

} // namespace

class RecordEvaluationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableStaysWithTheRun() {
        MemoryFolder folder;
        const projects::RunFolder run = finishedRun(folder / "run");
        const std::size_t before = protocolsIn(run).size();
        QVERIFY(recordEvaluation(run.path(), tableAt(15), false));
        QCOMPARE(protocolsIn(run).size(), before + 1);
        QCOMPARE(protocolsIn(run).back(), std::string("asked for"));
        QVERIFY(std::filesystem::exists(run.evaluationFile(15)));
    }

    void anEvaluationOfTheRunIsNotReplaced() {
        MemoryFolder folder;
        const projects::RunFolder run = finishedRun(folder / "run");
        const std::string own = files::readText(run.evaluationFile(10));
        QVERIFY(recordEvaluation(run.path(), tableAt(10), false));
        QCOMPARE(files::readText(run.evaluationFile(10)), own);
        QCOMPARE(protocolsIn(run).back(), std::string("asked for"));
    }

    void aRunThatSomebodyElseWritesIsLeftAlone() {
        MemoryFolder folder;
        const projects::RunFolder run = finishedRun(folder / "run");
        const std::size_t before = protocolsIn(run).size();
        const projects::RunLock lock(run.lockFile());
        QVERIFY(!recordEvaluation(run.path(), tableAt(15), false));
        QVERIFY(!std::filesystem::exists(run.evaluationFile(15)));
        QCOMPARE(protocolsIn(run).size(), before);
        QVERIFY(recordEvaluation(run.path(), tableAt(15), true)); // the writer itself
        QCOMPARE(protocolsIn(run).size(), before + 1);
    }

    void aFolderWithoutARunIsASentence() {
        MemoryFolder folder;
        QVERIFY_EXCEPTION_THROWN(recordEvaluation(folder.path(), tableAt(1), false), base::InputError);
    }
};

QTEST_APPLESS_MAIN(RecordEvaluationTest)
#include "record_evaluation_test.moc"
