#include "widgets/images/sheet_layout.h"

#include <QtTest>

using ld3m::widgets::SheetLayout;

namespace {

/// Two classes of three images, 20 × 10 pixels each, right of names of 50 pixels.
SheetLayout small() {
    SheetLayout layout;
    layout.rows = 2;
    layout.columns = 3;
    layout.namesWidth = 50;
    layout.gap = 3;
    layout.margin = 8;
    layout.tile = QSize(20, 10);
    return layout;
}

} // namespace

class SheetLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tilesStandOnAGrid() {
        QCOMPARE(small().tileRect(0, 0), QRect(58, 8, 20, 10));
        QCOMPARE(small().tileRect(1, 2), QRect(104, 21, 20, 10)); // 58 + 2 * 23, 8 + 13
        QCOMPARE(small().contentSize(), QSize(132, 39));
        QCOMPARE(SheetLayout().contentSize(), QSize());
    }

    void cellUnderAPoint_data() {
        QTest::addColumn<QPoint>("point");
        QTest::addColumn<QPoint>("cell"); // column, row
        QTest::newRow("first pixel") << QPoint(58, 8) << QPoint(0, 0);
        QTest::newRow("last pixel of the first") << QPoint(77, 17) << QPoint(0, 0);
        QTest::newRow("second column") << QPoint(81, 8) << QPoint(1, 0);
        QTest::newRow("last tile") << QPoint(123, 30) << QPoint(2, 1);
        QTest::newRow("gap between columns") << QPoint(78, 8) << QPoint(-1, -1);
        QTest::newRow("gap between rows") << QPoint(58, 18) << QPoint(-1, -1);
        QTest::newRow("name") << QPoint(10, 12) << QPoint(-1, -1);
        QTest::newRow("upper margin") << QPoint(60, 3) << QPoint(-1, -1);
        QTest::newRow("right of all") << QPoint(127, 8) << QPoint(-1, -1);
        QTest::newRow("below all") << QPoint(58, 35) << QPoint(-1, -1);
        QTest::newRow("outside") << QPoint(-60, -20) << QPoint(-1, -1);
    }
    void cellUnderAPoint() {
        QFETCH(QPoint, point);
        QFETCH(QPoint, cell);
        const SheetLayout::Cell found = small().cellAt(point);
        QCOMPARE(QPoint(int(found.column), int(found.row)), cell);
    }

    void whatAViewTouches() {
        const auto all = small().visibleIn({0, 0, 132, 39});
        QCOMPARE(all.firstRow, std::int64_t{0});
        QCOMPARE(all.lastRow, std::int64_t{1});
        QCOMPARE(all.firstColumn, std::int64_t{0});
        QCOMPARE(all.lastColumn, std::int64_t{2});
        const auto corner = small().visibleIn({104, 21, 5, 5});
        QCOMPARE(corner.firstRow, std::int64_t{1});
        QCOMPARE(corner.firstColumn, std::int64_t{2});
        const auto nothing = SheetLayout().visibleIn({0, 0, 10, 10});
        QVERIFY(nothing.lastRow < nothing.firstRow && nothing.lastColumn < nothing.firstColumn);
    }

    // The largest tile that fits: one pixel more would not.
    void fittedTileFillsTheView_data() {
        QTest::addColumn<QSize>("view");
        QTest::addColumn<QSize>("image");
        QTest::newRow("wide") << QSize(800, 300) << QSize(32, 32);
        QTest::newRow("tall") << QSize(300, 800) << QSize(32, 32);
        QTest::newRow("landscape images") << QSize(500, 500) << QSize(64, 32);
        QTest::newRow("portrait images") << QSize(500, 500) << QSize(32, 48);
    }
    void fittedTileFillsTheView() {
        QFETCH(QSize, view);
        QFETCH(QSize, image);
        const auto fits = [view](const SheetLayout& layout) {
            return layout.contentSize().width() <= view.width() &&
                   layout.contentSize().height() <= view.height();
        };
        SheetLayout layout = small();
        layout.tile = SheetLayout::fittedTile(layout, view, image, 4, 1000);
        QVERIFY(fits(layout));
        const double proportion = double(image.height()) / image.width();
        QVERIFY(std::abs(layout.tile.height() - layout.tile.width() * proportion) <= 1);
        const int wider = layout.tile.width() + 2;
        layout.tile = QSize(wider, int(wider * proportion));
        QVERIFY(!fits(layout));
    }

    void fittedTileKeepsItsBounds() {
        QCOMPARE(SheetLayout::fittedTile(small(), {132, 39}, {2, 1}, 4, 1000), QSize(20, 10));
        QCOMPARE(SheetLayout::fittedTile(small(), {60, 20}, {32, 32}, 16, 64), QSize(16, 16));
        QCOMPARE(SheetLayout::fittedTile(small(), {5000, 5000}, {32, 32}, 16, 64), QSize(64, 64));
        QCOMPARE(SheetLayout::fittedTile(small(), {500, 500}, {}, 16, 64), QSize());
        QCOMPARE(SheetLayout::fittedTile({}, {500, 500}, {32, 32}, 16, 64), QSize());
    }

    void aPlaceIsFoundAgainAtAnotherSize() {
        SheetLayout layout = small();
        QCOMPARE(layout.inTiles({81 + 5, 21 + 5}), QPointF(1.25, 1.5));
        QCOMPARE(layout.fromTiles({1.25, 1.5}), QPointF(86, 26));
        layout.tile = QSize(40, 20);
        QCOMPARE(layout.fromTiles({1.25, 1.5}), QPointF(58 + 43 + 10, 8 + 23 + 10));
    }

    void besidesTilesTheNearestEdgeCounts() {
        QCOMPARE(small().inTiles({0, 0}), QPointF(0, 0));
        QCOMPARE(small().inTiles({79, 19}), QPointF(1, 1)); // in both gaps
        QCOMPARE(small().inTiles({999, 999}), QPointF(3, 2));
        QCOMPARE(SheetLayout().inTiles({5, 5}), QPointF(0, 0));
    }

    void fewImagesAClassFillTheViewWithBlocks() {
        SheetLayout layout;
        layout.rows = 10;
        layout.columns = 1;
        layout.namesWidth = 60;
        layout.fit({700, 360}, {32, 32}, 20, 256);
        QVERIFY(layout.blocks() > 1);
        const QSize content = layout.contentSize();
        QVERIFY(content.width() <= 700 && content.height() <= 360);
        SheetLayout single = layout;
        single.blockRows = 0;
        QVERIFY(layout.tile.width() >
                2 * SheetLayout::fittedTile(single, {700, 360}, {32, 32}, 20, 256).width());
        // Every tile is found where it stands, and its name at its left.
        for (std::int64_t row = 0; row < 10; ++row) {
            const QRect tile = layout.tileRect(row, 0);
            QCOMPARE(layout.cellAt(tile.center()).row, row);
            QCOMPARE(layout.rowAt(tile.topLeft() - QPoint(20, -2)), row);
            const QPointF inTiles = layout.inTiles(tile.center());
            QVERIFY(qAbs(inTiles.y() - double(row) - 0.5) < 0.05 && qAbs(inTiles.x() - 0.5) < 0.05);
            for (std::int64_t other = 0; other < row; ++other)
                QVERIFY(!tile.intersects(layout.tileRect(other, 0)));
        }
        QCOMPARE(layout.cellAt(layout.tileRect(9, 0).center() + QPoint(0, 600)).row, std::int64_t{-1});
    }

    void whatNeedsNoBlocksHasNone() {
        SheetLayout wide;
        wide.rows = 3;
        wide.columns = 10;
        wide.namesWidth = 60;
        wide.fit({700, 360}, {32, 32}, 20, 256);
        QCOMPARE(wide.blocks(), std::int64_t{1});
        SheetLayout endless;
        endless.rows = 5000;
        endless.columns = 1;
        endless.namesWidth = 60;
        endless.fit({700, 360}, {32, 32}, 20, 256); // scrolls in one column
        QCOMPARE(endless.blocks(), std::int64_t{1});
        QCOMPARE(endless.tile.width(), 20);
    }
};

QTEST_APPLESS_MAIN(SheetLayoutTest)
#include "sheet_layout_test.moc"
