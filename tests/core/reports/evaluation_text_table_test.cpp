// Evaluations as a table for a paper.
#include "core/reports/evaluation_text_table.h"

#include <QtTest>

using namespace ld3m::reports;

namespace {

EvaluationTable table(double convnet, double resnet, bool unseen) {
    EvaluationTable made;
    made.protocol = "ld3m, 1000 epochs";
    made.rows = {{"synthetic", "convnet", {convnet - 0.01, convnet + 0.01}, {}},
                 {"synthetic", "resnet18", {resnet, resnet}, {}},
                 {"random real", "convnet", {0.2}, {}}};
    if (unseen)
        made.rows.push_back({"synthetic", kUnseenAverage, {resnet, resnet}, {}});
    return made;
}

QStringList headsOf(const TextTable& made) {
    QStringList heads;
    for (const std::string& head : made.heads)
        heads << QString::fromStdString(head);
    return heads;
}

} // namespace

class EvaluationTextTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneEvaluationHasAColumnForEachSet() {
        const TextTable made = evaluationTextTable({{"run", table(0.4, 0.3, true)}});
        QCOMPARE(headsOf(made), (QStringList{"network", "synthetic", "random real"}));
        QCOMPARE(made.rows.size(), std::size_t(4));
        QCOMPARE(made.rows[0].cells[0].text, std::string("40.0"));
        QCOMPARE(made.rows[0].cells[0].deviation.value(), 1.0);
        QVERIFY(made.rows[0].cells[0].best);
        QVERIFY(!made.rows[0].cells[1].deviation); // a single run deviates from nothing
        QVERIFY(made.caption.find("ld3m, 1000 epochs") != std::string::npos);
    }

    void averagesCompareWhatIsComparable() {
        const TextTable made = evaluationTextTable({{"run", table(0.4, 0.3, true)}});
        QCOMPARE(made.rows[2].name, std::string("average"));
        QVERIFY(made.rows[2].ruleAbove);
        QCOMPARE(made.rows[2].cells[0].text, std::string("35.0"));
        QVERIFY(made.rows[2].cells[1].text.empty()); // random real was not tested with ResNet
        QCOMPARE(made.rows[3].name, std::string(kUnseenAverage));
        QVERIFY(!made.rows[3].ruleAbove);
    }

    void runsStandSideBySide() {
        const TextTable made =
            evaluationTextTable({{"GLaD", table(0.30, 0.35, false)}, {"LD3M", table(0.4, 0.3, false)}});
        QCOMPARE(headsOf(made), (QStringList{"network", "random real", "GLaD", "LD3M"}));
        QVERIFY(made.rows[0].cells[2].best && !made.rows[0].cells[1].best);
        QVERIFY(made.rows[1].cells[1].best);
        QCOMPARE(made.rows.size(), std::size_t(3));
    }

    void otherProtocolsAreNamed() {
        EvaluationTable other = table(0.4, 0.3, false);
        other.protocol = "soft";
        const TextTable made = evaluationTextTable({{"a", table(0.4, 0.3, false)}, {"b", other}});
        QVERIFY(made.caption.find("ld3m, 1000 epochs; soft") != std::string::npos);
    }

    void nothingIsAnEmptyTable() {
        QCOMPARE(headsOf(evaluationTextTable({})), QStringList{"network"});
        QVERIFY(evaluationTextTable({}).rows.empty());
    }
};

QTEST_APPLESS_MAIN(EvaluationTextTableTest)
#include "evaluation_text_table_test.moc"
