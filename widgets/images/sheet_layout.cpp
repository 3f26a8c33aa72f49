#include "widgets/images/sheet_layout.h"

#include <algorithm>
#include <cmath>

namespace ld3m::widgets {
namespace {

/// Index of the tile (or of the gap behind it) at a distance from the first tile's edge.
std::int64_t cellIndex(int distance, int pitch) {
    return distance < 0 ? -1 : distance / pitch;
}

double lengthInTiles(int distance, int tile, int gap, std::int64_t count) {
    const double whole = std::floor(static_cast<double>(distance) / (tile + gap));
    const double rest = (distance - whole * (tile + gap)) / tile;
    return std::clamp(whole + std::min(rest, 1.0), 0.0, static_cast<double>(count));
}

double distanceOf(double tiles, int tile, int gap) {
    return std::floor(tiles) * (tile + gap) + (tiles - std::floor(tiles)) * tile;
}

} // namespace

QSize SheetLayout::fittedTile(const SheetLayout& layout, QSize view, QSize image, int smallest, int largest) {
    if (layout.rows <= 0 || layout.columns <= 0 || image.isEmpty())
        return {};
    const auto share = [&layout](std::int64_t length, std::int64_t count) {
        return static_cast<double>(length - 2 * layout.margin - (count - 1) * layout.gap) /
               static_cast<double>(count);
    };
    const double proportion = static_cast<double>(image.height()) / image.width();
    const double byWidth = share(view.width() - layout.namesWidth, layout.columns);
    const double byHeight = share(view.height(), layout.rows) / proportion;
    const double width = std::clamp(std::min(byWidth, byHeight), static_cast<double>(smallest),
                                    static_cast<double>(std::max(smallest, largest)));
    return {std::max(1, static_cast<int>(width)), std::max(1, static_cast<int>(width * proportion))};
}

QSize SheetLayout::contentSize() const {
    if (rows <= 0 || columns <= 0)
        return {};
    const QRect last = tileRect(rows - 1, columns - 1);
    return {last.right() + 1 + margin, last.bottom() + 1 + margin};
}

QRect SheetLayout::tileRect(std::int64_t row, std::int64_t column) const {
    const auto x = namesWidth + margin + column * (tile.width() + gap);
    const auto y = margin + row * (tile.height() + gap);
    return {QPoint(static_cast<int>(x), static_cast<int>(y)), tile};
}

SheetLayout::Cell SheetLayout::cellAt(QPoint point) const {
    if (tile.isEmpty())
        return {};
    const Cell cell{cellIndex(point.y() - margin, tile.height() + gap),
                    cellIndex(point.x() - margin - namesWidth, tile.width() + gap)};
    const bool inside = cell.row >= 0 && cell.row < rows && cell.column >= 0 && cell.column < columns &&
                        tileRect(cell.row, cell.column).contains(point);
    return inside ? cell : Cell{};
}

QPointF SheetLayout::inTiles(QPoint point) const {
    if (tile.isEmpty())
        return {};
    return {lengthInTiles(point.x() - margin - namesWidth, tile.width(), gap, columns),
            lengthInTiles(point.y() - margin, tile.height(), gap, rows)};
}

QPointF SheetLayout::fromTiles(QPointF tiles) const {
    return {namesWidth + margin + distanceOf(tiles.x(), tile.width(), gap),
            margin + distanceOf(tiles.y(), tile.height(), gap)};
}

SheetLayout::Visible SheetLayout::visibleIn(QRect visible) const {
    if (tile.isEmpty() || rows <= 0 || columns <= 0)
        return {0, -1, 0, -1};
    const auto row = [this](int y) {
        return std::clamp<std::int64_t>(cellIndex(y - margin, tile.height() + gap), 0, rows - 1);
    };
    const auto column = [this](int x) {
        return std::clamp<std::int64_t>(cellIndex(x - margin - namesWidth, tile.width() + gap), 0,
                                        columns - 1);
    };
    return {row(visible.top()), row(visible.bottom()), column(visible.left()), column(visible.right())};
}

} // namespace ld3m::widgets
