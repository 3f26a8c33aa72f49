#include "core/reports/paired_difference.h"

#include <QtTest>

using namespace ld3m;
using reports::EvaluationTable;

namespace {

EvaluationTable table(std::int64_t iteration, std::vector<double> convnet, std::vector<double> vgg = {}) {
    EvaluationTable made{iteration, "ld3m, 3 runs", {{"synthetic", "convnet", std::move(convnet), {}}}};
    if (!vgg.empty()) {
        made.rows.push_back({"synthetic", "vgg11", std::move(vgg), {}});
        made.rows.push_back({"synthetic", reports::kUnseenAverage, {0.9, 0.9}, {}});
    }
    made.rows.push_back({"random real", "convnet", {0.1, 0.1}, {}});
    return made;
}

} // namespace

class PairedDifferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsAreComparedOneByOne() {
        // Runs differ by 0.02, 0.04 and 0.03 although both sets spread over 0.3.
        const auto found =
            reports::pairedDifference(table(5, {0.2, 0.5, 0.35}), table(5, {0.22, 0.54, 0.38}));
        QVERIFY(found);
        QCOMPARE(found->runs, std::size_t(3));
        QVERIFY(std::abs(found->mean - 0.03) < 1e-12);
        QVERIFY(std::abs(found->deviation - std::sqrt(2.0 / 3) * 0.01) < 1e-12);
        QVERIFY(std::abs(found->a - 0.35) < 1e-12 && std::abs(found->b - 0.38) < 1e-12);
    }

    void networksAreAveragedWithinARun() {
        QCOMPARE(reports::runAccuracies(table(5, {0.25, 0.5}, {0.5, 1.0})),
                 (std::vector<double>{0.375, 0.75}));
        QVERIFY(reports::runAccuracies(table(5, {0.2, 0.4}, {0.4})).empty());
        QCOMPARE(reports::runAccuracies(table(5, {0.2}), "random real"), (std::vector<double>{0.1, 0.1}));
        QVERIFY(reports::runAccuracies(table(5, {0.2}), "k-centre").empty());
    }

    void whatIsNotAlikeIsNotCompared() {
        EvaluationTable other = table(5, {0.2, 0.4});
        QVERIFY(reports::pairedDifference(table(5, {0.2, 0.4}), other));
        other.protocol = "dc, 3 runs";
        QVERIFY(!reports::pairedDifference(table(5, {0.2, 0.4}), other));
        QVERIFY(!reports::pairedDifference(table(5, {0.2, 0.4}), table(5, {0.2})));
        QVERIFY(!reports::pairedDifference(table(5, {0.2, 0.4}), table(5, {0.2, 0.4}, {0.2, 0.4})));
        QVERIFY(!reports::pairedDifference({}, {}));
    }

    void iterationsThatBothHaveAreFound() {
        const std::vector<EvaluationTable> a = {table(0, {0.1}), table(10, {0.2}), table(20, {0.3})};
        const std::vector<EvaluationTable> b = {table(20, {0.5}), table(15, {0.2}), table(0, {0.1})};
        const auto found = reports::pairedDifferences(a, b, 20);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].iteration, 0);
        QCOMPARE(found[1].iteration, 20);
        QVERIFY(std::abs(found[1].mean - 0.2) < 1e-12);
        QCOMPARE(reports::pairedDifferences(a, b, 19).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(PairedDifferenceTest)
#include "paired_difference_test.moc"
