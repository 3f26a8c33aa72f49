#include "widgets/images/tile_cache.h"

#include <QtTest>

using namespace ld3m::widgets;

namespace {

QImage tileOf(QRgb color) {
    QImage tile(8, 8, QImage::Format_RGB32); // 256 bytes
    tile.fill(color);
    return tile;
}

} // namespace

class TileCacheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oldTilesAreGoodForTheMoment() {
        TileCache tiles;
        QVERIFY(tiles.any(3).isNull());
        tiles.insert(3, tileOf(qRgb(1, 2, 3)));
        QVERIFY(!tiles.fresh(3).isNull());
        tiles.invalidate();
        QVERIFY(tiles.fresh(3).isNull());
        QCOMPARE(tiles.any(3).pixel(0, 0), qRgb(1, 2, 3));
        tiles.insert(3, tileOf(qRgb(4, 5, 6)));
        QCOMPARE(tiles.fresh(3).pixel(0, 0), qRgb(4, 5, 6));
        tiles.clear();
        QVERIFY(tiles.any(3).isNull());
    }

    void whatDoesNotFitGoes() {
        TileCache tiles(1000);
        for (int key = 0; key < 4; ++key)
            tiles.insert(key, tileOf(qRgb(key, 0, 0)));
        QVERIFY(tiles.fresh(0).isNull());
        QVERIFY(!tiles.fresh(1).isNull() && !tiles.fresh(3).isNull());
    }
};

QTEST_GUILESS_MAIN(TileCacheTest)
#include "tile_cache_test.moc"
