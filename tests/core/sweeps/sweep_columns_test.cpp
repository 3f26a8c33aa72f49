// A sweep's cells as people read them, and its table for papers.
#include <QtTest>

#include "core/sweeps/sweep_columns.h"
#include "tests/support/made_up_sweep.h"

using namespace ld3m;
using namespace ld3m::sweeps;

namespace {

QStringList heads(const std::vector<SweepColumn>& columns) {
    QStringList list;
    for (const SweepColumn& column : columns)
        list << QString::fromStdString(column.head);
    return list;
}

} // namespace

class SweepColumnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsSayWhatVariesAndWhatCame() {
        const SweepTable table = tests::madeUpSweep();
        QCOMPARE(heads(columnsOf(table)),
                 QStringList({"point", "steps", "residual", "seed", "state", "iteration", "accuracy / %",
                              "loss", "seconds", "s / iteration", "memory / GiB"}));
        QCOMPARE(heads(groupColumnsOf(table)),
                 QStringList({"steps", "residual", "finished", "accuracy / %", "loss", "seconds",
                              "s / iteration", "memory / GiB"}));
    }

    void cellsOfAPoint() {
        const SweepTable table = tests::madeUpSweep();
        const auto columns = columnsOf(table);
        QCOMPARE(cellOf(table.rows[0], columns[1]).text, std::string("2"));
        QCOMPARE(*cellOf(table.rows[0], columns[1]).number, 2.0);
        QCOMPARE(cellOf(table.rows[0], columns[2]).text, std::string("released"));
        QVERIFY(!cellOf(table.rows[0], columns[2]).number);
        QCOMPARE(cellOf(table.rows[0], columns[4]).text, std::string("finished"));
        QCOMPARE(cellOf(table.rows[0], columns[6]).text, std::string("35.0"));
        SweepRow large = table.rows[0];
        large.status.seconds = 123456;
        large.status.accuracy_deviation = 0.012;
        QCOMPARE(cellOf(large, columns[8]).text, std::string("123456"));
        QCOMPARE(reports::toText(cellOf(large, columns[6])), std::string("35.0 ± 1.2"));
        const SweepRow waiting{{.id = "w"}, table.rows[0].settings};
        QVERIFY(cellOf(waiting, columns[6]).text.empty());
    }

    void cellsOfAGroup() {
        const SweepTable table = tests::madeUpSweep();
        const auto groups = groupsOverSeeds(table);
        const auto columns = groupColumnsOf(table);
        QCOMPARE(cellOf(groups[0], columns[2]).text, std::string("3 of 3"));
        QCOMPARE(reports::toText(cellOf(groups[0], columns[3])), std::string("36.0 ± 0.8"));
        QCOMPARE(reports::toText(cellOf(groups[0], columns[4])), std::string("50 ± 0"));
    }

    void tablesMarkTheBestAccuracy() {
        const reports::TextTable all = toTextTable(tests::madeUpSweep(1));
        QCOMPARE(all.rows.size(), std::size_t(10));
        QVERIFY(all.rows[8].cells[5].best); // T = 40 with the residual
        QCOMPARE(std::ranges::count_if(all.rows, [](const auto& row) { return row.cells[5].best; }), 1);
        const std::string markdown = reports::toMarkdown(toTextTable(tests::madeUpSweep(), true));
        QVERIFY2(markdown.find("**57.6 ± 0.8**") != std::string::npos, markdown.c_str());
        QVERIFY2(markdown.rfind("| steps", 0) == 0, markdown.c_str());
    }
};

QTEST_APPLESS_MAIN(SweepColumnsTest)
#include "sweep_columns_test.moc"
