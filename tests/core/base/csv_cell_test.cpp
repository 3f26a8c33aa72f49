// Cells of comma-separated files.
#include "core/base/csv_cell.h"

#include <limits>

#include <QtTest>

using ld3m::base::csvCell;

class CsvCellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsAreQuotedWhereTheyHaveToBe() {
        QCOMPARE(csvCell(std::string("convnet")), std::string("convnet"));
        QCOMPARE(csvCell(std::string("a, \"b\"")), std::string("\"a, \"\"b\"\"\""));
        QCOMPARE(csvCell(std::string("two\nlines")), std::string("\"two\nlines\""));
    }

    void numbersAreShortAndReadBackToTheSameBits() {
        QCOMPARE(csvCell(28.36), std::string("28.36"));
        QCOMPARE(csvCell(100000.0), std::string("100000"));
        QCOMPARE(csvCell(0.0), std::string("0"));
        QCOMPARE(csvCell(-0.00002), std::string("-0.00002"));
        for (const double number : {0.1 + 0.2, 1e-300, 1.7e308, 1.0 / 3, 4.9e-324})
            QCOMPARE(std::strtod(csvCell(number).c_str(), nullptr), number);
    }

    void whatIsNoNumberIsEmpty() {
        QVERIFY(csvCell(std::numeric_limits<double>::quiet_NaN()).empty());
        QVERIFY(csvCell(std::numeric_limits<double>::infinity()).empty());
    }
};

QTEST_APPLESS_MAIN(CsvCellTest)
#include "csv_cell_test.moc"
