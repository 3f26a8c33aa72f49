#include "core/projects/run_result.h"

#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/projects/run_notes.h"
#include "core/reports/run_events_json.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using reports::RunState;

class RunResultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder.emplace();
        settings::Recipe recipe;
        recipe.prior.steps = 30;
        recipe.distillation.iterations = 4;
        projects::Provenance made;
        made.name = "T of 30";
        made.parent = "before";
        m_run.emplace(projects::RunFolder::create(m_folder->path() / "r1", recipe, made));
    }

    void aFreshRunHasSettingsAndNoNumbers() {
        const projects::RunResult result = read();
        QCOMPARE(result.problem, std::string());
        QCOMPARE(result.id, std::string("r1"));
        QCOMPARE(result.name, std::string("T of 30"));
        QCOMPARE(result.parent, std::string("before"));
        QVERIFY(result.recipe);
        QCOMPARE(result.recipe->prior.steps, 30);
        QCOMPARE(result.iterations, 4);
        QVERIFY(!result.loss && !result.last && !result.best && !result.iteration_seconds);
    }

    void numbersComeFromTheMetrics() {
        iterate(1, 9.0, 5.0, 100);
        iterate(2, 8.0, 1.0, 700);
        iterate(3, 7.5, 2.0, 300);
        projects::RunResult result = read();
        QCOMPARE(result.iteration, 3);
        QCOMPARE(*result.loss, 7.5);
        QCOMPARE(*result.iteration_seconds, 2.0);
        QCOMPARE(result.distillation_seconds, 8.0);
        QCOMPARE(result.host_memory, 700);
        iterate(4, 7.0, 4.0, 300);
        result = read();
        QCOMPARE(*result.iteration_seconds, 3.0); // between the two in the middle
    }

    void lastAndBestAreKeptApart() {
        evaluate(2, "short", {0.4, 0.6});
        evaluate(4, "short", {0.3, 0.3});
        const projects::RunResult result = read();
        QCOMPARE(result.last->iteration, 4);
        QCOMPARE(result.last->mean, 0.3);
        QCOMPARE(result.best->iteration, 2);
        QCOMPARE(result.best->find("convnet")->mean, 0.5);
        QCOMPARE(result.best->find("convnet")->runs, 2);
        QVERIFY(qAbs(result.best->find("convnet")->deviation - 0.1) < 1e-12);
        QVERIFY(!result.best->find("vgg11"));
    }

    void theBestIsOfTheSameProtocolAsTheLast() {
        evaluate(2, "long", {0.9});
        evaluate(3, "short", {0.2});
        evaluate(4, "short", {0.1});
        QCOMPARE(read().best->iteration, 3);
    }

    void unseenNetworksAreNotCountedTwice() {
        reports::EvaluationTable table{4, "short", {}, 1.0, "convnet"};
        table.rows = {{"synthetic", "convnet", {0.5}, {}},
                      {"synthetic", "vgg11", {0.3}, {}},
                      {"synthetic", reports::kUnseenAverage, {0.3}, {}},
                      {"random real", "convnet", {0.1}, {}}};
        files::writeAtomically(m_run->evaluationFile(4), reports::toJsonLine(table) + "\n");
        const projects::RunResult result = read();
        QCOMPARE(result.last->mean, 0.4);
        QCOMPARE(result.last->networks.size(), 3u);
        QCOMPARE(result.last->find(reports::kUnseenAverage)->mean, 0.3);
        QCOMPARE(result.last->distilled_with, std::string("convnet"));
    }

    void anEvaluationThatWasMadeAnewCounts() {
        reports::EvaluationTable first{4, "short", {{"synthetic", "convnet", {0.1}, {}}}};
        projects::MetricsWriter(m_run->metricsFile()).append(first);
        QCOMPARE(read().last->mean, 0.1);
        evaluate(4, "short", {0.2});
        QCOMPARE(read().last->mean, 0.2);
    }

    void liveChangesAreTold() {
        projects::MetricsWriter writer(m_run->metricsFile());
        writer.append(reports::SettingChange{1, "distillation.iterations", std::int64_t(4), std::int64_t(6)});
        writer.append(reports::SettingChange{2, "distillation.iterations", std::int64_t(6), std::int64_t(8)});
        const projects::RunResult result = read();
        QCOMPARE(result.iterations, 8);
        QCOMPARE(result.edited, std::vector<std::string>{"distillation.iterations"});
        QCOMPARE(result.recipe->distillation.iterations, 4);
    }

    void stateFollowsTheFolder() {
        iterate(1, 1.0, 1.0, 1);
        QCOMPARE(read().state, RunState::running); // its process died before any checkpoint
        files::writeAtomically(m_run->checkpointFile(1), "learnables");
        QCOMPARE(read().state, RunState::stopped);
        files::writeAtomically(m_run->checkpointFile(4), "learnables");
        QCOMPARE(read().state, RunState::finished);
        const projects::RunLock lock(m_run->lockFile());
        QVERIFY(read().held);
        QCOMPARE(read().state, RunState::running);
    }

    void notesNameTheRun() {
        projects::writeNotes(m_run->path(), {"better name", {"paper", "keep"}, "", true});
        const projects::RunResult result = read();
        QCOMPARE(result.name, std::string("better name"));
        QCOMPARE(result.tags, (std::vector<std::string>{"paper", "keep"}));
        QVERIFY(result.archived);
    }

    void aBrokenPartIsSaidAndTheRestRead() {
        files::writeAtomically(projects::notesFile(m_run->path()), "name = [");
        iterate(1, 2.5, 1.0, 1);
        const projects::RunResult result = read();
        QVERIFY(!result.problem.empty());
        QCOMPARE(*result.loss, 2.5);
    }

    void aFolderThatIsNoRunIsSaid() {
        const projects::RunResult result = projects::readRunResult(m_folder->path() / "nothing");
        QCOMPARE(result.id, std::string("nothing"));
        QVERIFY(!result.recipe);
        QVERIFY(QString::fromStdString(result.problem).contains("nothing"));
    }

private:
    projects::RunResult read() const { return projects::readRunResult(m_run->path()); }

    void iterate(std::int64_t iteration, double loss, double seconds, std::int64_t memory) {
        reports::IterationReport report;
        report.iteration = iteration;
        report.loss = loss;
        report.seconds = seconds;
        report.memory.host = memory;
        projects::MetricsWriter(m_run->metricsFile()).append(report);
    }

    void evaluate(std::int64_t iteration, const std::string& protocol, std::vector<double> accuracies) {
        reports::EvaluationTable table{iteration, protocol, {}};
        table.rows.push_back({"synthetic", "convnet", std::move(accuracies), {}});
        files::writeAtomically(m_run->evaluationFile(iteration), reports::toJsonLine(table) + "\n");
    }

    std::optional<tests::TemporaryFolder> m_folder;
    std::optional<projects::RunFolder> m_run;
};

QTEST_APPLESS_MAIN(RunResultTest)
#include "run_result_test.moc"
