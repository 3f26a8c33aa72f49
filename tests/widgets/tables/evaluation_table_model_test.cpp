#include "widgets/tables/evaluation_table_model.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QtTest>

#include "widgets/theme/theme.h"

using namespace ld3m;
using widgets::EvaluationTableModel;
using Role = EvaluationTableModel::Role;

namespace {

reports::EvaluationTable tableOf(std::vector<reports::EvaluationRow> rows) {
    reports::EvaluationTable table;
    table.iteration = 500;
    table.rows = std::move(rows);
    return table;
}

/// Two networks; synthetic wins with convnet, random real with alexnet.
reports::EvaluationTable twoByTwo() {
    return tableOf({{"synthetic", "convnet", {0.41, 0.43}, {}},
                    {"random real", "convnet", {0.30, 0.30}, {}},
                    {"synthetic", "alexnet", {0.20}, {}},
                    {"random real", "alexnet", {0.25}, {}}});
}

} // namespace

class EvaluationTableModelTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<EvaluationTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    QVariant at(int row, int column, int role = Qt::DisplayRole) const {
        return m_model->data(m_model->index(row, column), role);
    }
    QStringList texts(int row) const {
        QStringList all;
        for (int column = 0; column < m_model->columnCount(); ++column)
            all << at(row, column).toString();
        return all;
    }
    QStringList headers() const {
        QStringList all;
        for (int column = 0; column < m_model->columnCount(); ++column)
            all << m_model->headerData(column, Qt::Horizontal).toString();
        return all;
    }
    bool isBold(int row, int column) const { return at(row, column, Qt::FontRole).value<QFont>().bold(); }

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<EvaluationTableModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        m_tester.reset();
        m_model.reset();
    }

    void isEmptyAtFirst() {
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->columnCount(), 0);
        QCOMPARE(m_model->headerData(0, Qt::Horizontal), QVariant());
    }

    void networksAreRowsAndSetsAreColumns() {
        m_model->setTable(twoByTwo());
        QCOMPARE(headers(), (QStringList{"network", "synthetic\nin %", "random real\nin %"}));
        QCOMPARE(m_model->rowCount(), 3);
        // 0.41 and 0.43: mean 0.42, population deviation 0.01.
        QCOMPARE(texts(0), (QStringList{"convnet", "42.0 ± 1.0", "30.0 ± 0.0"}));
        QCOMPARE(texts(1), (QStringList{"alexnet", "20.0 ± 0.0", "25.0 ± 0.0"}));
        // Means over the networks: (42 + 20) / 2 and (30 + 25) / 2.
        QCOMPARE(texts(2), (QStringList{"all", "31.0", "27.5"}));
        QVERIFY(qAbs(at(0, 1, Role::meanRole).toDouble() - 0.42) < 1e-12);
        QVERIFY(qAbs(at(0, 1, Role::deviationRole).toDouble() - 0.01) < 1e-12);
        QCOMPARE(at(2, 1, Role::deviationRole), QVariant());
    }

    void aSingleNetworkHasNoAverage() {
        m_model->setTable(tableOf({{"synthetic", "convnet", {0.5}, {}}}));
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->columnCount(), 2);
    }

    void theBestOfEachRowIsBold() {
        m_model->setTable(twoByTwo());
        QVERIFY(isBold(0, 1) && !isBold(0, 2));
        QVERIFY(!isBold(1, 1) && isBold(1, 2));
        QVERIFY(isBold(2, 1) && !isBold(2, 2));
        QVERIFY(!isBold(0, 0));
        QVERIFY(at(0, 1, Role::bestRole).toBool());
        QVERIFY(!at(0, 2, Role::bestRole).toBool());
        QCOMPARE(at(0, 1, Qt::ForegroundRole).value<QColor>(), widgets::seriesColor(0));
        QCOMPARE(at(0, 2, Qt::ForegroundRole), QVariant());
    }

    void equalBestsAreBothBold() {
        m_model->setTable(tableOf({{"a", "convnet", {0.5}, {}}, {"b", "convnet", {0.5}, {}}}));
        QVERIFY(isBold(0, 1) && isBold(0, 2));
    }

    void withoutACompetitorNothingIsBest() {
        m_model->setTable(tableOf({{"synthetic", "convnet", {0.5}, {}}}));
        QVERIFY(!isBold(0, 1));
        m_model->setTable(
            tableOf({{"synthetic", "convnet", {0.5}, {}}, {"random real", "alexnet", {0.4}, {}}}));
        QVERIFY(!isBold(0, 1) && !isBold(1, 2)); // each alone in its row
    }

    void missingCellsAreSaidAndNotAveraged() {
        auto table = twoByTwo();
        table.rows.pop_back(); // random real, alexnet
        m_model->setTable(table);
        QCOMPARE(texts(1), (QStringList{"alexnet", "20.0 ± 0.0", "–"}));
        QCOMPARE(texts(2), (QStringList{"all", "31.0", "–"}));
        QCOMPARE(at(1, 2, Role::meanRole), QVariant());
        QVERIFY(!isBold(1, 2) && !isBold(2, 2));
    }

    void cellsLeadToTheirRows() {
        m_model->setTable(twoByTwo());
        const auto* row = m_model->rowAt(m_model->index(1, 2));
        QVERIFY(row);
        QCOMPARE(row->set, std::string("random real"));
        QCOMPARE(row->network, std::string("alexnet"));
        QVERIFY(!m_model->rowAt(m_model->index(1, 0)));
        QVERIFY(!m_model->rowAt(m_model->index(2, 1))); // the average
        QVERIFY(!m_model->rowAt({}));
    }

    void toolTipsSayOverHowManyRuns() {
        m_model->setTable(twoByTwo());
        QCOMPARE(at(0, 1, Qt::ToolTipRole).toString(), QString("2 runs, mean ± standard deviation in %"));
        QCOMPARE(at(1, 1, Qt::ToolTipRole).toString(), QString("1 run, accuracy in %"));
        QCOMPARE(at(2, 1, Qt::ToolTipRole), QVariant());
    }

    void numbersStandAtTheRight() {
        m_model->setTable(twoByTwo());
        QVERIFY(at(0, 1, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(at(0, 0, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        QVERIFY(m_model->headerData(1, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    }

    void anotherTableResets() {
        m_model->setTable(twoByTwo());
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_model->setTable(tableOf({{"synthetic", "resnet18", {0.6}, {}}}));
        QCOMPARE(reset.count(), 1);
        QCOMPARE(texts(0), (QStringList{"resnet18", "60.0 ± 0.0"}));
        QCOMPARE(m_model->data(m_model->index(2, 2)), QVariant());
        m_model->setTable({});
        QCOMPARE(m_model->rowCount(), 0);
    }
};

QTEST_MAIN(EvaluationTableModelTest)
#include "evaluation_table_model_test.moc"
