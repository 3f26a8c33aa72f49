#include "widgets/images/sheet_rows.h"

#include <QtTest>

using namespace ld3m::widgets;

class SheetRowsTest : public QObject {
    Q_OBJECT
private:
    SheetRows m_rows;

    QStringList shown() const {
        QStringList names;
        for (std::int64_t row = 0; row < m_rows.count(); ++row)
            names << m_rows.displayName(m_rows.labelAt(row));
        return names;
    }

private Q_SLOTS:
    void init() {
        m_rows = {};
        m_rows.setClasses({"airplane", "n02123045", "n02096294", "truck"}); // tabby, Australian terrier
    }

    void withoutWishesRowsAreLabels() {
        QCOMPARE(shown(), QStringList({"airplane", "tabby", "Australian terrier", "truck"}));
        QCOMPARE(m_rows.rowOf(2), std::int64_t{2});
        QCOMPARE(m_rows.rowOf(4), std::int64_t{-1});
        QCOMPARE(m_rows.rowOf(-1), std::int64_t{-1});
    }

    void theFilterKnowsFolderAndHumanNames() {
        m_rows.setFilter("TABBY");
        QCOMPARE(shown(), QStringList({"tabby"}));
        m_rows.setFilter("n02");
        QCOMPARE(shown(), QStringList({"tabby", "Australian terrier"}));
        m_rows.setFilter("terrier australian");
        QCOMPARE(shown(), QStringList({"Australian terrier"}));
        m_rows.setFilter("truck, tab");
        QCOMPARE(shown(), QStringList({"tabby", "truck"}));
        m_rows.setFilter("zebra");
        QCOMPARE(m_rows.count(), std::int64_t{0});
        QCOMPARE(m_rows.rowOf(0), std::int64_t{-1});
        m_rows.setFilter("  ");
        QCOMPARE(m_rows.count(), std::int64_t{4});
    }

    void pinnedClassesAreOnTopAndAlwaysShown() {
        m_rows.setPinned({"truck", "zebra"});
        QCOMPARE(shown(), QStringList({"truck", "airplane", "tabby", "Australian terrier"}));
        QCOMPARE(m_rows.pinnedCount(), std::int64_t{1});
        QVERIFY(m_rows.isPinned(3) && !m_rows.isPinned(0) && !m_rows.isPinned(9));
        m_rows.setFilter("tabby");
        QCOMPARE(shown(), QStringList({"truck", "tabby"}));
        m_rows.setClasses({"zebra", "truck", "bird"}); // the pins wait for their classes
        m_rows.setFilter({});
        QCOMPARE(m_rows.pinnedCount(), std::int64_t{2});
    }

    void anOrderRanksWhatIsShown() {
        m_rows.setOrder({2, 0, 7, 2});
        QCOMPARE(shown(), QStringList({"Australian terrier", "airplane", "tabby", "truck"}));
        m_rows.setPinned({"airplane"});
        QCOMPARE(shown(), QStringList({"airplane", "Australian terrier", "tabby", "truck"}));
        m_rows.setFilter("t");
        QCOMPARE(shown(), QStringList({"airplane", "Australian terrier", "tabby", "truck"}));
        m_rows.setOrder({});
        QCOMPARE(shown(), QStringList({"airplane", "tabby", "Australian terrier", "truck"}));
    }
};

QTEST_GUILESS_MAIN(SheetRowsTest)
#include "sheet_rows_test.moc"
