// A text table as a Qt model: names, numbers, marks, rules, and changes that keep the selection.
#include "widgets/tables/text_table_model.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QtTest>

using namespace ld3m;
using reports::numberCell;
using reports::TextTable;
using widgets::TextTableModel;

namespace {

TextTable accuracies(double best = 41.2) {
    TextTable table{"Accuracy in %.", "tab:accuracy", {"network", "paper", "twin"}, {}};
    table.rows.push_back({"convnet", {numberCell(38.1, 0.4), numberCell(best, 0.3)}, false});
    table.rows.push_back({"vit", {{}, numberCell(20.0)}, false});
    table.rows.push_back({"all", {numberCell(38.1), numberCell(30.6)}, true});
    table.rows[0].cells[1].best = true;
    return table;
}

TextTable settings() {
    return {"Settings.",
            "tab:settings",
            {"setting", "paper", "twin"},
            {{"prior.residual", {{"released"}, {"off", {}, {}, true}}, false}}};
}

} // namespace

class TextTableModelTest : public QObject {
    Q_OBJECT

    TextTableModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QVariant at(int row, int column, int role = Qt::DisplayRole) {
        return m_model.index(row, column).data(role);
    }

private Q_SLOTS:
    void init() { m_model.setTable({}); }

    void nothingIsThereAtFirst() {
        QCOMPARE(m_model.rowCount(), 0);
        QCOMPARE(m_model.columnCount(), 0);
        QVERIFY(!m_model.headerData(0, Qt::Horizontal).isValid());
    }

    void cellsReadAsInAPaper() {
        m_model.setTable(accuracies());
        QCOMPARE(m_model.rowCount(), 3);
        QCOMPARE(m_model.columnCount(), 3);
        QCOMPARE(m_model.headerData(2, Qt::Horizontal).toString(), "twin");
        QCOMPARE(at(0, 0).toString(), "convnet");
        QCOMPARE(at(0, 1).toString(), "38.1 ± 0.4");
        QCOMPARE(at(1, 1).toString(), "–"); // was not measured
        QCOMPARE(at(2, 2).toString(), "30.6");
        QVERIFY(!m_model.headerData(0, Qt::Vertical).isValid());
    }

    void markedCellsAreBold() {
        m_model.setTable(accuracies());
        QVERIFY(at(0, 2, Qt::FontRole).value<QFont>().bold());
        QVERIFY(!at(0, 1, Qt::FontRole).value<QFont>().bold());
        QVERIFY(at(0, 2, TextTableModel::markedRole).toBool());
        QVERIFY(!at(1, 1, TextTableModel::markedRole).toBool());
    }

    void numbersStandRightAndWordsLeft() {
        m_model.setTable(accuracies());
        QVERIFY(at(0, 1, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(at(1, 1, Qt::TextAlignmentRole).toInt() & Qt::AlignRight); // a gap among numbers
        QVERIFY(at(0, 0, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        QVERIFY(m_model.headerData(1, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        m_model.setTable(settings());
        QVERIFY(at(0, 1, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        QCOMPARE(at(0, 2, Qt::ToolTipRole).toString(), "off"); // what may be cut says itself
    }

    void averagesStandApart() {
        m_model.setTable(accuracies());
        QVERIFY(!at(1, 0, TextTableModel::ruleAboveRole).toBool());
        for (int column = 0; column < 3; ++column)
            QVERIFY(at(2, column, TextTableModel::ruleAboveRole).toBool());
    }

    void headsHaveTheColoursOfTheirRuns() {
        m_model.setTable(accuracies());
        QSignalSpy changed(&m_model, &QAbstractItemModel::headerDataChanged);
        m_model.setHeadColors({-1, 3});
        QCOMPARE(changed.count(), 1);
        QVERIFY(!m_model.headerData(0, Qt::Horizontal, TextTableModel::headColorRole).isValid());
        QCOMPARE(m_model.headerData(1, Qt::Horizontal, TextTableModel::headColorRole).toInt(), 3);
        QVERIFY(
            !m_model.headerData(2, Qt::Horizontal, TextTableModel::headColorRole).isValid()); // none given
    }

    void rowsSayWhatTheyAre() {
        m_model.setTable(accuracies());
        m_model.setRowHelp({"A small network"});
        QCOMPARE(at(0, 0, Qt::ToolTipRole).toString(), "A small network");
        QVERIFY(at(1, 0, Qt::ToolTipRole).toString().isEmpty());
    }

    void otherNumbersAreChangesAndOtherRowsAreATableAnew() {
        m_model.setTable(accuracies());
        QSignalSpy reset(&m_model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&m_model, &QAbstractItemModel::dataChanged);
        const QPersistentModelIndex cell = m_model.index(0, 2);
        m_model.setTable(accuracies(45.0));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        QVERIFY(cell.isValid());
        QCOMPARE(cell.data().toString(), "45.0 ± 0.3");
        m_model.setTable(settings());
        QCOMPARE(reset.count(), 1);
        QVERIFY(!cell.isValid());
    }

    void shortRowsHaveGaps() {
        m_model.setTable({"", "", {"a", "b", "c"}, {{"row", {{"1"}}, false}}});
        QCOMPARE(at(0, 1).toString(), "1");
        QCOMPARE(at(0, 2).toString(), "–");
    }
};

QTEST_MAIN(TextTableModelTest)
#include "text_table_model_test.moc"
