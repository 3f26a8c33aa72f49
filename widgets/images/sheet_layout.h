// Where the tiles of a sheet are: arithmetic without widgets.
#pragma once

#include <QPointF>
#include <QRect>
#include <QSize>

#include <cstdint>

namespace ld3m::widgets {

/// Tiles on a regular grid, right of a column of names. All lengths in screen pixels, origin at the top left
/// of the whole (unscrolled) sheet.
struct SheetLayout {
    std::int64_t rows = 0;    ///< classes
    std::int64_t columns = 0; ///< IPC
    int namesWidth = 0;
    int gap = 3;
    int margin = 8;
    QSize tile;

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
    /// A point in units of tiles: 2.5 is the middle of the third. Margins and gaps count as the nearest
    /// tile's edge, so that the same place can be found again at another tile size.
    QPointF inTiles(QPoint point) const;
    QPointF fromTiles(QPointF tiles) const;
    /// Rows and columns that touch `visible`, as inclusive ranges.
    struct Visible {
        std::int64_t firstRow, lastRow, firstColumn, lastColumn;
    };
    Visible visibleIn(QRect visible) const;
};

} // namespace ld3m::widgets
