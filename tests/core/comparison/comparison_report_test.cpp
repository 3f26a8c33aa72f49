// Run folders held against each other, as Markdown and as CSV.
#include "core/comparison/comparison_report.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_values.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::comparison;
namespace fs = std::filesystem;

namespace {

/// A run with `sheets`, all made by another iteration than they are called by, and one evaluation.
void writeRun(const fs::path& folder, const settings::Recipe& recipe, const std::vector<std::int64_t>& sheets,
              std::int64_t shade, std::int64_t ipc = 2) {
    const auto run = projects::RunFolder::create(folder, recipe, {});
    projects::MetricsWriter metrics(run.metricsFile());
    metrics.append(tests::scriptedReport(1));
    metrics.append(tests::scriptedTable(shade));
    for (const std::int64_t iteration : sheets) {
        reports::ImageSheet sheet = tests::scriptedSheet(shade, ipc);
        sheet.iteration = iteration;
        projects::writeSheet(run.sheetFile(iteration), sheet);
    }
}

} // namespace

class ComparisonReportTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

private Q_SLOTS:
    void initTestCase() {
        settings::Recipe recipe = tests::scriptedRecipe();
        writeRun(m_folder / "a", recipe, {5, 10, 20}, 10);
        recipe.prior.steps = 20;
        writeRun(m_folder / "b", recipe, {5, 10, 15}, 13);
        writeRun(m_folder / "wide", recipe, {10}, 10, 3);
        writeRun(m_folder / "blind", recipe, {}, 10);
    }

    void bothFormats() {
        const ComparisonReport report = compareRuns({m_folder / "a", m_folder / "b"});
        const QString text = QString::fromStdString(toMarkdown(report));
        for (const char* words :
             {"| prior.steps |  10 | **20** |", "Images of iteration 10 against those of a", "| cat        |",
              "| all images |    1.73 |", "all pairs differ by the same amount",
              "| b − a      | +3.0 ± 0.0 |"})
            QVERIFY2(text.contains(words), qPrintable(text));
        const QString csv = QString::fromStdString(toCsv(report));
        for (const char* line : {"table,row,column,value,deviation\n", "\nsettings,prior.steps,b,20,\n",
                                 "\nprogress,loss,a,12,\n", "\nimages,cat,\"b, RMSE\",1.7320508075688772,\n",
                                 "\ntests,b − a,pairs,2,\n"})
            QVERIFY2(csv.contains(line), qPrintable(csv));
    }

    void upToAnIteration() {
        const ComparisonReport report = compareRuns({m_folder / "a", m_folder / "b"}, 9);
        const QString text = QString::fromStdString(toMarkdown(report));
        QVERIFY2(text.contains("Images of iteration 5"), qPrintable(text));
        QVERIFY2(!text.contains("b − a"), qPrintable(text)); // no evaluation so early
    }

    void whatIsMissingIsSaid() {
        const QString text =
            QString::fromStdString(toMarkdown(compareRuns({m_folder / "a", m_folder / "wide"})));
        QVERIFY2(
            text.contains("The images of a and wide cannot be compared: they have 2 and 3 images a class."),
            qPrintable(text));
        const QString blind =
            QString::fromStdString(toMarkdown(compareRuns({m_folder / "b", m_folder / "blind"})));
        QVERIFY2(blind.contains("All settings are the same.") &&
                     blind.contains("stored no images at one iteration"),
                 qPrintable(blind));
    }

    void whatCannotBeComparedAtAll() {
        using Folders = std::vector<fs::path>;
        const auto said = [](const Folders& folders) {
            return tests::messageOf<base::InputError>([&] { compareRuns(folders); });
        };
        QCOMPARE(said({m_folder / "a"}), "Give 2 to 8 run folders to compare, not 1.");
        QCOMPARE(said(Folders(9, m_folder / "a")), "Give 2 to 8 run folders to compare, not 9.");
        QVERIFY(said({m_folder / "a", m_folder / "b/../a"}).endsWith("is given twice: give each run once."));
        QVERIFY(said({m_folder / "a", m_folder / "nothing"}).contains("nothing is no run folder"));
    }
};

QTEST_GUILESS_MAIN(ComparisonReportTest)
#include "comparison_report_test.moc"
