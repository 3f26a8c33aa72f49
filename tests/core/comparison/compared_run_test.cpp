// What a comparison reads out of a run folder.
#include "core/comparison/compared_run.h"

#include <cmath>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_notes.h"
#include "core/reports/run_events_json.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_values.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::comparison;

class ComparedRunTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

private Q_SLOTS:
    void allOfARun() {
        const auto run = projects::RunFolder::create(m_folder / "run", tests::scriptedRecipe(), {});
        projects::writeNotes(run.path(), {"the paper's", {}, {}, false});
        projects::MetricsWriter metrics(run.metricsFile());
        for (int i = 1; i <= 20; ++i)
            metrics.append(tests::scriptedReport(i));
        metrics.append(reports::SettingChange{5, "prior.steps", std::int64_t(10), std::int64_t(20)});
        metrics.append(tests::scriptedTable(20));
        metrics.append(tests::scriptedTable(10));
        reports::EvaluationTable again = tests::scriptedTable(20);
        again.protocol = "made anew";
        std::filesystem::create_directories(run.path() / "evaluations");
        files::writeAtomically(run.evaluationFile(20), reports::toJsonLine(again));

        const ComparedRun read = readComparedRun(run.path());
        QCOMPARE(read.name, std::string("the paper's"));
        QCOMPARE(read.iteration, 20);
        QCOMPARE(read.iterations, 20);
        QCOMPARE(*read.loss, 12.0 / 20);
        QCOMPARE(*read.recent_loss, (12.0 / 19 + 12.0 / 20) / 2);
        QCOMPARE(*read.iteration_seconds, 0.25);
        QCOMPARE(read.changes.size(), std::size_t(1));
        QCOMPARE(read.evaluations.size(), std::size_t(2));
        QCOMPARE(read.evaluations[0].iteration, 10);
        QCOMPARE(read.evaluations[1].protocol, std::string("made anew"));
    }

    void aRunThatHasDoneNothing() {
        const auto run = projects::RunFolder::create(m_folder / "new", tests::scriptedRecipe(), {});
        const ComparedRun read = readComparedRun(run.path());
        QVERIFY(!read.loss && !read.recent_loss && read.evaluations.empty());
        QCOMPARE(read.iteration, 0);
    }

    void whatIsNoRunIsSaid() {
        const QString said = tests::messageOf<base::InputError>([&] { readComparedRun(m_folder / "none"); });
        QVERIFY2(said.contains("none is no run folder: give folders that hold a run.toml"), qPrintable(said));
    }

    void equalNamesAreNumbered() {
        std::vector<ComparedRun> runs(3);
        runs[0].name = runs[2].name = "paper";
        runs[1].name = "off";
        makeNamesDistinct(runs);
        QCOMPARE(runs[0].name, std::string("paper"));
        QCOMPARE(runs[1].name, std::string("off"));
        QCOMPARE(runs[2].name, std::string("paper (2)"));
    }
};

QTEST_GUILESS_MAIN(ComparedRunTest)
#include "compared_run_test.moc"
