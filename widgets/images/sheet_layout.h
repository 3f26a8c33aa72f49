// Where the tiles of a sheet are: arithmetic without widgets.
#pragma once

#include <QPointF>
#include <QRect>
#include <QSize>

#include <cstdint>

namespace ld3m::widgets {

/// Tiles on a regular grid, right of a column of names; few images a class leave room for several blocks of
/// rows beside each other, each with names of its own. All lengths in screen pixels, origin at the top left
/// of the whole (unscrolled) sheet.
struct SheetLayout {
    std::int64_t rows = 0;      ///< classes
    std::int64_t columns = 0;   ///< IPC
    std::int64_t blockRows = 0; ///< rows of a block; 0: all in one
    int namesWidth = 0;
    int gap = 3;
    int margin = 8;
    int blockGap = 16;
    QSize tile;

    std::int64_t blocks() const;
    /// The largest tiles with which the whole sheet is seen at once, in as many blocks as that takes; one
    /// block and the smallest tiles where it cannot be.
    void fit(QSize view, QSize image, int smallest, int largest);

    /// The largest tile for which the sheet fits `view`, between the given edges; keeps the image's
    /// proportions.
    static QSize fittedTile(const SheetLayout& layout, QSize view, QSize image, int smallest, int largest);

    QSize contentSize() const;
    QRect tileRect(std::int64_t row, std::int64_t column) const;
    /// The tile at a point, or -1 in both where there is none.
    struct Cell {
        std::int64_t row = -1;
        std::int64_t column = -1;
    };
    Cell cellAt(QPoint point) const;
    /// The row whose tiles or name stand at a point, or -1.
    std::int64_t rowAt(QPoint point) const;
    /// A point in units of tiles: 2.5 is the middle of the third. Margins and gaps count as the nearest
    /// tile's edge, so that the same place can be found again at another tile size.
    QPointF inTiles(QPoint point) const;
    QPointF fromTiles(QPointF tiles) const; ///< of a layout of one block
    /// Rows and columns that touch `visible`, as inclusive ranges; of several blocks all of them.
    struct Visible {
        std::int64_t firstRow, lastRow, firstColumn, lastColumn;
    };
    Visible visibleIn(QRect visible) const;

private:
    int blockPitch() const; ///< from one block to the next
};

} // namespace ld3m::widgets
