// The tables of a comparison, cell by cell.
#include "core/comparison/comparison_tables.h"

#include <algorithm>
#include <cmath>

#include <QtTest>

#include "tests/support/scripted_values.h"

using namespace ld3m;
using namespace ld3m::comparison;
using reports::EvaluationTable;
using reports::TextTable;

namespace {

EvaluationTable tableOf(std::int64_t iteration, std::vector<double> accuracies) {
    EvaluationTable table;
    table.iteration = iteration;
    table.protocol = "ld3m";
    table.rows = {{"synthetic", "convnet", std::move(accuracies), {}}};
    return table;
}

ComparedRun runOf(const std::string& name, std::vector<EvaluationTable> evaluations = {}) {
    ComparedRun run;
    run.name = name;
    run.recipe = tests::scriptedRecipe();
    run.iterations = 20;
    run.evaluations = std::move(evaluations);
    takeReports(run, {tests::scriptedReport(1), tests::scriptedReport(2)});
    return run;
}

QStringList cellsOf(const TextTable::Row& row) {
    QStringList cells = {QString::fromStdString(row.name)};
    for (const reports::TextCell& cell : row.cells)
        cells << QString::fromStdString(cell.text);
    return cells;
}

QStringList headsOf(const TextTable& table) {
    QStringList heads;
    for (const std::string& head : table.heads)
        heads << QString::fromStdString(head);
    return heads;
}

} // namespace

class ComparisonTablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlySettingsThatDiffer() {
        std::vector<ComparedRun> runs = {runOf("a"), runOf("b"), runOf("c")};
        QVERIFY(settingsTable(runs).rows.empty());
        runs[1].recipe.prior.steps = 20;
        runs[2].recipe.prior.checkpoint = "/p.safetensors";
        runs[2].changes = {{2, "prior.steps", std::int64_t(10), std::int64_t(40)},
                           {4, "prior.steps", std::int64_t(40), std::int64_t(30)}};
        const TextTable table = settingsTable(runs);
        QCOMPARE(headsOf(table), (QStringList{"setting", "a", "b", "c"}));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(cellsOf(table.rows[0]), (QStringList{"prior.checkpoint", "none", "none", "/p.safetensors"}));
        QCOMPARE(cellsOf(table.rows[1]), (QStringList{"prior.steps", "10", "20", "10 → 30"}));
        const TextTable all = settingsTable(runs, true);
        QVERIFY(all.rows.size() > 50);
        QCOMPARE(std::ranges::count_if(all.rows,
                                       [](const auto& row) {
                                           return std::ranges::any_of(row.cells, &reports::TextCell::best);
                                       }),
                 2);
        QVERIFY(!table.rows[0].cells[1].best && table.rows[0].cells[2].best);
        QVERIFY(!table.rows[1].cells[0].best && table.rows[1].cells[1].best && table.rows[1].cells[2].best);
    }

    void howFarTheyCame() {
        const TextTable table =
            progressTable({runOf("a", {tableOf(10, {0.5}), tableOf(20, {0.4})}), runOf("b")});
        QCOMPARE(cellsOf(table.rows[1]), (QStringList{"iterations", "2 of 20", "2 of 20"}));
        QCOMPARE(cellsOf(table.rows[2]), (QStringList{"loss", "6", "6"}));
        QCOMPARE(cellsOf(table.rows[4]), (QStringList{"seconds an iteration", "0.250", "0.250"}));
        QCOMPARE(cellsOf(table.rows[5]), (QStringList{"accuracy %, last", "40.0 (20)", ""}));
        QCOMPARE(cellsOf(table.rows[6]).mid(1), (QStringList{"50.0 (10)", ""}));
    }

    void theFirstRunIsWhatOthersAreHeldAgainst() {
        const AccuracyTables tables = accuracyTables({runOf("a", {tableOf(20, {0.30, 0.31, 0.32})}),
                                                      runOf("b", {tableOf(20, {0.35, 0.37, 0.38})}),
                                                      runOf("c", {tableOf(20, {0.31, 0.30, 0.32})})});
        QCOMPARE(headsOf(tables.accuracies), (QStringList{"network", "a", "b", "c"}));
        QCOMPARE(tables.tests.rows.size(), std::size_t(2));
        // Differences 5, 6, 6 points: t = 17/3 / (sqrt(2)/3 / sqrt(2)) = 17; two degrees of freedom.
        const double p = 1 - 17 / std::sqrt(2.0 + 17 * 17);
        QCOMPARE(cellsOf(tables.tests.rows[0]),
                 (QStringList{"b − a", "+5.7", "3", "17.00", QString::number(p, 'f', 3), "b is better"}));
        QVERIFY(std::abs(*tables.tests.rows[0].cells[3].number - p) < 1e-12);
        QVERIFY(std::abs(*tables.tests.rows[0].cells[0].deviation - std::sqrt(2.0) / 3) < 1e-9);
        QVERIFY(tables.tests.rows[0].cells[4].best && !tables.tests.rows[1].cells[4].best);
        QCOMPARE(cellsOf(tables.tests.rows[1]).last(), "no difference shown");
        QCOMPARE(tables.notes.size(), std::size_t(1)); // of many tests
    }

    void theBetterOneMayBeTheFirst() {
        const AccuracyTables tables = accuracyTables(
            {runOf("a", {tableOf(20, {0.35, 0.37, 0.38})}), runOf("b", {tableOf(20, {0.30, 0.31, 0.32})})});
        QCOMPARE(cellsOf(tables.tests.rows[0])[1], "−5.7");
        QCOMPARE(cellsOf(tables.tests.rows[0]).last(), "a is better");
        QVERIFY(tables.notes.empty());
    }

    void whatCannotBeTestedSaysWhy() {
        EvaluationTable other = tableOf(20, {0.3, 0.4});
        other.protocol = "another, 9 epochs";
        EvaluationTable network = tableOf(20, {0.3, 0.4});
        network.rows[0].network = "resnet";
        ComparedRun seeded = runOf("seeded", {tableOf(20, {0.3, 0.5})});
        seeded.recipe.distillation.seed = 7;
        const AccuracyTables tables = accuracyTables(
            {runOf("a", {tableOf(20, {0.3, 0.4})}), runOf("other", {other}), runOf("none"),
             runOf("network", {network}), runOf("three", {tableOf(20, {0.3, 0.4, 0.5})}), seeded});
        const QStringList verdicts = {cellsOf(tables.tests.rows[0]).last(),
                                      cellsOf(tables.tests.rows[1]).last()};
        QCOMPARE(verdicts, (QStringList{"not paired: other networks", "not paired: 2 and 3 networks"}));
        QCOMPARE(cellsOf(tables.tests.rows[0])[1], "");
        QCOMPARE(headsOf(tables.accuracies), (QStringList{"network", "a", "network", "three", "seeded"}));
        QCOMPARE(tables.notes[0],
                 std::string("other was evaluated by another protocol (another, 9 epochs) and "
                             "is left out."));
        QCOMPARE(tables.notes[1], std::string("none has no evaluation yet."));
        QVERIFY(tables.notes[2].starts_with("seeded has another seed than a"));
        const AccuracyTables one =
            accuracyTables({runOf("a", {tableOf(20, {0.3})}), runOf("b", {tableOf(20, {0.4})})});
        QCOMPARE(cellsOf(one.tests.rows[0]),
                 (QStringList{"b − a", "+10.0", "1", "", "", "one pair has no spread to judge by"}));
        QVERIFY(accuracyTables({runOf("a"), runOf("b")}).tests.rows.empty());
    }

    void atAnIteration() {
        const std::vector<ComparedRun> runs = {runOf("a", {tableOf(10, {0.1, 0.2}), tableOf(20, {0.3, 0.4})}),
                                               runOf("b", {tableOf(5, {0.2, 0.4}), tableOf(15, {0.4, 0.6})})};
        QCOMPARE(headsOf(accuracyTables(runs).accuracies), (QStringList{"network", "a (20)", "b (15)"}));
        QCOMPARE(headsOf(accuracyTables(runs, 12).accuracies), (QStringList{"network", "a (10)", "b (5)"}));
        QCOMPARE(cellsOf(accuracyTables(runs, 12).tests.rows[0])[1], "+15.0");
    }

    void imagesByClass() {
        const TextTable table = imageTable(
            {"n02123045", "dog"}, "a",
            {{"b", SheetDistance{{{3, 0.5}, {4.126, 0.25}}, {3.5, 0.375}}}, {"c", std::nullopt}}, 15);
        QCOMPARE(headsOf(table), (QStringList{"class", "b, RMSE", "b, SSIM", "c, RMSE", "c, SSIM"}));
        QCOMPARE(cellsOf(table.rows[0]), (QStringList{"tabby", "3.00", "0.500", "", ""}));
        QCOMPARE(cellsOf(table.rows[1]), (QStringList{"dog", "4.13", "0.250", "", ""}));
        QCOMPARE(cellsOf(table.rows[2]), (QStringList{"all images", "3.50", "0.375", "", ""}));
        QVERIFY(table.rows[2].ruleAbove && table.caption.find("iteration 15") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(ComparisonTablesTest)
#include "comparison_tables_test.moc"
