// The tables of the Compare page: what they show, hide and say.
#include "app/workbench/compare_tables.h"

#include <QCheckBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/scripted_values.h"
#include "widgets/tables/text_table_model.h"
#include "widgets/tables/text_table_view.h"

using namespace ld3m;
using namespace ld3m::workbench;
using comparison::ComparedRun;
using reports::TextTable;

namespace {

ComparedRun runOf(const std::string& name, std::vector<double> accuracies = {}) {
    ComparedRun run;
    run.name = name;
    run.recipe = tests::scriptedRecipe();
    run.iterations = 20;
    comparison::takeReports(run, {tests::scriptedReport(1), tests::scriptedReport(2)});
    for (const std::int64_t iteration : {10, 20})
        if (!accuracies.empty()) {
            reports::EvaluationTable table;
            table.iteration = iteration;
            table.protocol = "ld3m";
            table.rows = {{"synthetic", "convnet", accuracies, {}}};
            run.evaluations.push_back(table);
            for (double& accuracy : accuracies)
                accuracy += 0.1;
        }
    return run;
}

QString cell(widgets::TextTableView* view, int row, int column) {
    return view->model()->index(row, column).data().toString();
}

bool says(const QWidget& page, const QString& words) {
    return std::ranges::any_of(page.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->isVisibleTo(&page) && label->text().contains(words);
    });
}

} // namespace

class CompareTablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headsAreKnownByTheirRuns() {
        const std::vector<RunColor> runs = {{"paper", 0}, {"paper (2)", 1}, {"late", 2}};
        TextTable table;
        table.heads = {"paper", "paper", "paper (2)", "paper (20)", "late, RMSE", "latest", "random real"};
        QCOMPARE(headColors(table, runs), (std::vector<int>{-1, 0, 1, 0, 2, -1, -1}));
        QCOMPARE(headColors({}, runs), std::vector<int>{});
    }

    void onlyDifferencesAreShownUntilAllAreWanted() {
        CompareSettings page;
        std::vector<ComparedRun> runs = {runOf("a"), runOf("b")};
        page.showRuns(runs, {{"a", 0}, {"b", 1}});
        QVERIFY(says(page, "All settings are the same."));
        QVERIFY(page.settings()->isHidden());
        QVERIFY(!page.progress()->isHidden());
        runs[1].recipe.prior.steps = 20;
        page.showRuns(runs, {{"a", 0}, {"b", 1}});
        QVERIFY(!says(page, "All settings are the same."));
        QCOMPARE(page.settings()->model()->rowCount(), 1);
        QCOMPARE(cell(page.settings(), 0, 0), "prior.steps");
        QCOMPARE(cell(page.settings(), 0, 2), "20");
        QVERIFY(page.settings()->model()->index(0, 2).data(widgets::TextTableModel::markedRole).toBool());
        QVERIFY(page.settings()->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains("steps"));
        page.show();
        page.allToo()->click();
        QVERIFY(page.settings()->model()->rowCount() > 50);
        page.allToo()->click();
        QCOMPARE(page.settings()->model()->rowCount(), 1);
    }

    void accuraciesAreTestedAtTheShownIteration() {
        CompareAccuracies page;
        const std::vector<ComparedRun> runs = {runOf("a", {0.30, 0.31, 0.32}),
                                               runOf("b", {0.35, 0.37, 0.38})};
        page.showRuns(runs, {{"a", 4}, {"b", 5}}, std::nullopt);
        QCOMPARE(cell(page.accuracies(), 0, 1), "41.0 ± 0.8");
        QCOMPARE(cell(page.tests(), 0, 0), "b − a");
        QCOMPARE(cell(page.tests(), 0, 5), "b is better");
        QVERIFY(page.accuracies()
                    ->model()
                    ->headerData(1, Qt::Horizontal, widgets::TextTableModel::headColorRole)
                    .toInt() == 4);
        page.showRuns(runs, {{"a", 4}, {"b", 5}}, 10);
        QCOMPARE(cell(page.accuracies(), 0, 1), "31.0 ± 0.8");
        page.showRuns(runs, {{"a", 4}, {"b", 5}}, 5);
        QVERIFY(page.accuracies()->isHidden());
        QVERIFY(says(page, "None of these runs was evaluated"));
    }

    void whatIsLeftOutIsSaid() {
        CompareAccuracies page;
        page.showRuns({runOf("a", {0.3, 0.4}), runOf("b")}, {}, std::nullopt);
        QVERIFY(page.notes().contains("b has no evaluation yet."));
        QVERIFY(page.tests()->isHidden());
        QVERIFY(!page.accuracies()->isHidden());
    }

    void distancesComeWhileTheyAreMeasured() {
        CompareDistances page;
        page.setEmptyText("No images at one iteration.");
        QVERIFY(says(page, "No images at one iteration."));
        QSignalSpy cancelled(&page, &CompareDistances::cancelAsked);
        page.setProgress(reports::Progress{"Comparing images", 1, 3});
        page.showTable({}, {}, {});
        QVERIFY(says(page, "Comparing images"));
        QVERIFY(!says(page, "No images at one iteration."));
        QCOMPARE(page.findChild<QProgressBar*>()->value(), 1);
        page.show();
        QTest::mouseClick(page.findChild<QPushButton*>("cancelDistances"), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        page.setProgress(std::nullopt);
        page.showTable(
            comparison::imageTable({"cat"}, "a", {{"b", comparison::SheetDistance{{{3, 0.5}}, {3, 0.5}}}}, 5),
            {"c has other classes."}, {{"a", 0}, {"b", 1}});
        QCOMPARE(cell(page.distances(), 0, 1), "3.00");
        QCOMPARE(page.notes(), "c has other classes.");
        QVERIFY(!says(page, "Comparing images"));
    }
};

QTEST_MAIN(CompareTablesTest)
#include "compare_tables_test.moc"
