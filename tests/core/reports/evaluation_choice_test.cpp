// Last, best and fixed evaluations of a run, and averages over unseen networks.
#include "core/reports/evaluation_choice.h"

#include <QtTest>

using namespace ld3m::reports;

class EvaluationChoiceTest : public QObject {
    Q_OBJECT

    static EvaluationTable at(std::int64_t iteration, double accuracy) {
        EvaluationTable table;
        table.iteration = iteration;
        table.rows = {{"synthetic", "convnet", {accuracy}, {}}, {"random real", "convnet", {0.99}, {}}};
        return table;
    }

    // Out of order on purpose.
    std::vector<EvaluationTable> m_tables = {at(300, 0.4), at(0, 0.1), at(200, 0.5), at(100, 0.5)};

private Q_SLOTS:
    void theyAreKeptApart() {
        QCOMPARE(lastOf(m_tables)->iteration, std::int64_t{300});
        QCOMPARE(bestOf(m_tables)->iteration, std::int64_t{100}); // the earlier of two equal ones
        QCOMPARE(knownAt(m_tables, 250)->iteration, std::int64_t{200});
        QCOMPARE(knownAt(m_tables, 300)->iteration, std::int64_t{300});
        QVERIFY(!knownAt(m_tables, -1));
        QCOMPARE(lastAndBest(m_tables),
                 std::string("Last: 40.0 % at iteration 300. Best on the test images: 50.0 % at "
                             "iteration 100, chosen by them."));
    }

    void nothingIsNothing() {
        QVERIFY(!lastOf({}) && !bestOf({}) && !knownAt({}, 5));
        QVERIFY(lastAndBest({}).empty());
        EvaluationTable onlyReal = at(5, 0);
        onlyReal.rows.erase(onlyReal.rows.begin());
        QVERIFY(!accuracyOf(onlyReal).has_value());
        QVERIFY(!bestOf({onlyReal}));
    }

    // Runs (0.1, 0.3) and (0.5, 0.7) make (0.3, 0.5): mean 0.4, deviation 0.1; the distilling network does
    // not count.
    void onlyOneNetworkHasADeviation() {
        EvaluationTable table = at(5, 0.4);
        QVERIFY(!deviationOf(table)); // of a single run
        table.rows[0].accuracies = {0.4, 0.5};
        QCOMPARE(*deviationOf(table), table.rows[0].deviation());
        table.rows.push_back({"synthetic", kUnseenAverage, {0.1}, {}});
        QVERIFY(deviationOf(table)); // an average is no network
        table.rows.push_back({"synthetic", "vit", {0.1, 0.2}, {}});
        QVERIFY(!deviationOf(table));
        QVERIFY(!deviationOf(table, "herding"));
    }

    void unseenNetworksAreAveragedRunByRun() {
        const std::vector<EvaluationRow> rows = {{"synthetic", "convnet", {0.9, 0.9}, {1, 1}},
                                                 {"synthetic", "vit", {0.1, 0.3}, {0.2, 0}},
                                                 {"synthetic", "vgg11", {0.5, 0.7}, {0.4, 1}},
                                                 {"random real", "vit", {0.2, 0.2}, {}}};
        const auto averages = unseenAverages(rows, "convnet");
        QCOMPARE(averages.size(), std::size_t{1}); // one unseen network alone is no average
        QCOMPARE(averages[0].set, std::string("synthetic"));
        QCOMPARE(averages[0].network, std::string(kUnseenAverage));
        QVERIFY(std::abs(averages[0].mean() - 0.4) < 1e-12);
        QVERIFY(std::abs(averages[0].deviation() - 0.1) < 1e-12);
        QVERIFY(std::abs(averages[0].class_accuracies[1] - 0.5) < 1e-12);
        QVERIFY(averages[0].confusion.empty());
    }

    void averagesDoNotCountTwice() {
        EvaluationTable table = at(5, 0.2);
        table.rows.push_back({"synthetic", "vit", {0.4}, {}});
        table.rows.push_back({"synthetic", kUnseenAverage, {0.9}, {}});
        QVERIFY(std::abs(*accuracyOf(table) - 0.3) < 1e-12);
        QVERIFY(unseenAverages(table.rows, "convnet").empty());
    }
};

QTEST_APPLESS_MAIN(EvaluationChoiceTest)
#include "evaluation_choice_test.moc"
