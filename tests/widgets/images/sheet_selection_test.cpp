#include "widgets/images/sheet_selection.h"

#include <QtTest>

using namespace ld3m::widgets;

class SheetSelectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneAtATime() {
        SheetSelection selection;
        QVERIFY(!selection.current());
        selection.only({1, 2});
        selection.only({0, 1});
        QCOMPARE(selection.count(), std::size_t{1});
        QVERIFY(*selection.current() == (SheetTile{0, 1}));
    }

    void toggledTilesComeAndGo() {
        SheetSelection selection;
        selection.toggle({1, 0});
        selection.toggle({0, 3});
        QVERIFY((selection.tiles() == std::vector<SheetTile>{{0, 3}, {1, 0}}));
        QVERIFY(*selection.current() == (SheetTile{0, 3}));
        selection.toggle({0, 3});
        QVERIFY(*selection.current() == (SheetTile{1, 0})); // what is left is current
        selection.toggle({1, 0});
        QVERIFY(!selection.current());
    }

    void rangesKeepTheirAnchor() {
        SheetSelection selection;
        selection.only({1, 1});
        selection.extend({1, 3}, {{1, 1}, {1, 2}, {1, 3}});
        QCOMPARE(selection.count(), std::size_t{3});
        QVERIFY(*selection.anchor() == (SheetTile{1, 1}));
        selection.extend({1, 0}, {{1, 0}, {1, 1}});
        QCOMPARE(selection.count(), std::size_t{2}); // another range from the same anchor
        QVERIFY(*selection.current() == (SheetTile{1, 0}));
    }

    void smallerSheetsTakeTheirShare() {
        SheetSelection selection;
        selection.all({{0, 0}, {0, 5}, {4, 0}});
        selection.toggle({4, 1});
        selection.limit(4, 3);
        QVERIFY((selection.tiles() == std::vector<SheetTile>{{0, 0}}));
        QVERIFY(*selection.current() == (SheetTile{0, 0}));
        selection.limit(0, 0);
        QVERIFY(!selection.current() && !selection.anchor());
    }
};

QTEST_GUILESS_MAIN(SheetSelectionTest)
#include "sheet_selection_test.moc"
