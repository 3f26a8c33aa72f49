// One run of a comparison, read on as it grows; it says what comparison::readComparedRun says.
#include "core/comparison/compared_run_reader.h"

#include <cmath>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using comparison::ComparedRunReader;

class ComparedRunReaderTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

private Q_SLOTS:
    void aWholeRunIsReadAtOnce() {
        const auto run = m_folder / "whole";
        tests::finishedRun(run);
        ComparedRunReader reader(run);
        QVERIFY(reader.update());
        const comparison::ComparedRun whole = comparison::readComparedRun(run);
        QCOMPARE(reader.run().name, whole.name);
        QCOMPARE(reader.run().iteration, whole.iteration);
        QCOMPARE(reader.run().iterations, whole.iterations);
        QCOMPARE(reader.run().loss, whole.loss);
        QCOMPARE(reader.run().recent_loss, whole.recent_loss);
        QCOMPARE(reader.run().iteration_seconds, whole.iteration_seconds);
        QCOMPARE(int(reader.run().state), int(whole.state));
        QCOMPARE(reader.run().evaluations.size(), whole.evaluations.size());
        QCOMPARE(reader.sheets(), (std::vector<std::int64_t>{0, 5, 10, 15, 20}));
        QVERIFY(!reader.update()); // nothing new
    }

    void curvesAreWhatTheMetricsSay() {
        const auto run = m_folder / "curves";
        tests::finishedRun(run);
        ComparedRunReader reader(run);
        reader.update();
        const comparison::CurveBatch all = reader.curves(0);
        QCOMPARE(all.iterations.size(), std::size_t(20));
        QCOMPARE(all.losses[5], 12.0 / 6);
        QCOMPARE(all.latent_norms[5], 3.0 / 6);
        QCOMPARE(all.conditioning_norms[5], 0.5 / 6);
        QCOMPARE(reader.curves(18).iterations, (std::vector<double>{19, 20}));
    }

    void aPriorWithoutConditioningHasNone() {
        const auto run = m_folder / "without";
        projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        reports::IterationReport report = tests::scriptedReport(1);
        report.conditioning_grad_norm = 0;
        projects::MetricsWriter(projects::RunFolder::open(run).metricsFile()).append(report);
        ComparedRunReader reader(run);
        reader.update();
        QVERIFY(std::isnan(reader.curves(0).conditioning_norms.front()));
    }

    void aRunGrows() {
        const auto run = m_folder / "grows";
        projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        tests::appendReports(run, 1, 4);
        ComparedRunReader reader(run);
        QVERIFY(reader.update());
        QCOMPARE(reader.knownBefore(), std::size_t(0));
        QCOMPARE(*reader.run().loss, 3.0);
        tests::appendReports(run, 5, 6);
        QVERIFY(reader.update());
        QCOMPARE(reader.knownBefore(), std::size_t(4));
        QCOMPARE(reader.curves(reader.knownBefore()).iterations, (std::vector<double>{5, 6}));
        QCOMPARE(*reader.run().loss, 2.0);
        QVERIFY(!reader.wasCut());
    }

    void aRunThatIsTakenUpEarlierIsReadAnew() {
        const auto run = m_folder / "cut";
        projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        tests::appendReports(run, 1, 9);
        projects::MetricsWriter(projects::RunFolder::open(run).metricsFile())
            .append(reports::SettingChange{9, "prior.steps", std::int64_t{10}, std::int64_t{20}});
        ComparedRunReader reader(run);
        reader.update();
        QCOMPARE(reader.run().changes.size(), std::size_t(1));
        projects::MetricsWriter::truncateAfter(projects::RunFolder::open(run).metricsFile(), 5);
        QVERIFY(reader.update());
        QVERIFY(reader.wasCut());
        QCOMPARE(reader.run().iteration, 5);
        QVERIFY(reader.run().changes.empty());
        QCOMPARE(reader.curves(0).iterations.size(), std::size_t(5));
    }

    void anEvaluationThatIsStoredLaterIsFound() {
        const auto run = m_folder / "evaluated";
        const auto folder = projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        tests::appendReports(run, 1, 10);
        projects::MetricsWriter(folder.metricsFile()).append(tests::scriptedTable(5));
        ComparedRunReader reader(run);
        reader.update();
        QCOMPARE(reader.run().evaluations.size(), std::size_t(1)); // told in the metrics alone
        files::writeAtomically(folder.evaluationFile(2), reports::toJsonLine(tests::scriptedTable(2)));
        QVERIFY(reader.update());
        QCOMPARE(reader.run().evaluations.size(), std::size_t(2));
        QCOMPARE(reader.run().evaluations.front().iteration, 2); // ascending
    }

    void whatNobodyComparesIsLeftOut() {
        const auto run = m_folder / "classes";
        const auto folder = projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        reports::EvaluationTable table = tests::scriptedTable(2);
        table.rows[0].confusion = {1, 2, 3, 4};
        files::writeAtomically(folder.evaluationFile(2), reports::toJsonLine(table));
        ComparedRunReader reader(run);
        reader.update();
        QCOMPARE(reader.run().evaluations[0].rows[0].accuracies, table.rows[0].accuracies);
        QVERIFY(reader.run().evaluations[0].rows[0].confusion.empty());
        QVERIFY(reader.run().evaluations[0].rows[0].class_accuracies.empty());
    }

    void aSheetIsNews() {
        const auto run = m_folder / "sheets";
        const auto folder = projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        ComparedRunReader reader(run);
        reader.update();
        QVERIFY(reader.sheets().empty());
        projects::writeSheet(folder.sheetFile(5), tests::scriptedSheet(5));
        QVERIFY(reader.update());
        QCOMPARE(reader.sheets(), std::vector<std::int64_t>{5});
    }

    void whatIsNoRunIsRefused() {
        QVERIFY_EXCEPTION_THROWN(ComparedRunReader(m_folder / "nothing"), base::InputError);
        const auto run = m_folder / "gone";
        tests::finishedRun(run);
        ComparedRunReader reader(run);
        std::filesystem::remove_all(run);
        QVERIFY_EXCEPTION_THROWN(reader.update(), base::InputError);
    }
};

QTEST_GUILESS_MAIN(ComparedRunReaderTest)
#include "compared_run_reader_test.moc"
