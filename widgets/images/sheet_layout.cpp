#include "widgets/images/sheet_layout.h"

#include <algorithm>
#include <cmath>

namespace ld3m::widgets {
namespace {

constexpr std::int64_t kMostBlocks = 8;
constexpr double kWorthABlock = 1.15; ///< so much larger must tiles become for one block more

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

std::int64_t SheetLayout::blocks() const {
    return blockRows <= 0 || rows <= 0 ? 1 : (rows + blockRows - 1) / blockRows;
}

int SheetLayout::blockPitch() const {
    return namesWidth + static_cast<int>(columns) * (tile.width() + gap) - gap + blockGap;
}

void SheetLayout::fit(QSize view, QSize image, int smallest, int largest) {
    blockRows = 0;
    tile = fittedTile(*this, view, image, smallest, largest);
    if (tile.isEmpty())
        return;
    const bool whole = contentSize().width() <= view.width() && contentSize().height() <= view.height();
    double best = whole ? tile.width() * kWorthABlock : 0; // rows in one column are read more easily
    for (std::int64_t count = 2; count <= std::min(kMostBlocks, rows); ++count) {
        SheetLayout part = *this;
        part.rows = part.blockRows = (rows + count - 1) / count;
        const int others = static_cast<int>(count - 1) * (namesWidth + blockGap);
        const int width = (view.width() - 2 * margin - others - namesWidth) / static_cast<int>(count);
        part.tile =
            fittedTile(part, QSize(width + 2 * margin + namesWidth, view.height()), image, smallest, largest);
        SheetLayout tried = *this;
        tried.blockRows = part.rows;
        tried.tile = part.tile;
        const QSize content = tried.contentSize();
        if (content.width() > view.width() || content.height() > view.height() || tried.tile.width() <= best)
            continue;
        best = tried.tile.width() * kWorthABlock;
        blockRows = tried.blockRows;
        tile = tried.tile;
    }
}

QSize SheetLayout::contentSize() const {
    if (rows <= 0 || columns <= 0)
        return {};
    const QRect last = tileRect(rows - 1, columns - 1);
    const QRect lowest = blocks() > 1 ? tileRect(blockRows - 1, 0) : last;
    return {last.right() + 1 + margin, lowest.bottom() + 1 + margin};
}

QRect SheetLayout::tileRect(std::int64_t row, std::int64_t column) const {
    const std::int64_t block = blocks() > 1 ? row / blockRows : 0;
    const std::int64_t within = blocks() > 1 ? row % blockRows : row;
    const auto x = namesWidth + margin + block * blockPitch() + column * (tile.width() + gap);
    const auto y = margin + within * (tile.height() + gap);
    return {QPoint(static_cast<int>(x), static_cast<int>(y)), tile};
}

SheetLayout::Cell SheetLayout::cellAt(QPoint point) const {
    const std::int64_t row = rowAt(point);
    if (row < 0)
        return {};
    const Cell cell{row, cellIndex(point.x() - tileRect(row, 0).left(), tile.width() + gap)};
    const bool inside =
        cell.column >= 0 && cell.column < columns && tileRect(row, cell.column).contains(point);
    return inside ? cell : Cell{};
}

std::int64_t SheetLayout::rowAt(QPoint point) const {
    if (tile.isEmpty() || rows <= 0)
        return -1;
    const std::int64_t block = blocks() > 1 ? cellIndex(point.x() - margin, blockPitch()) : 0;
    const std::int64_t within = cellIndex(point.y() - margin, tile.height() + gap);
    if (block < 0 || within < 0 || (blocks() > 1 && within >= blockRows))
        return -1;
    const std::int64_t row = block * blockRows + within;
    if (row >= rows)
        return -1;
    const QRect first = tileRect(row, 0);
    return point.y() >= first.top() && point.y() <= first.bottom() ? row : -1;
}

QPointF SheetLayout::inTiles(QPoint point) const {
    if (tile.isEmpty())
        return {};
    const std::int64_t block =
        blocks() > 1 ? std::clamp<std::int64_t>(cellIndex(point.x() - margin, blockPitch()), 0, blocks() - 1)
                     : 0;
    const int left = margin + namesWidth + static_cast<int>(block) * blockPitch();
    return {lengthInTiles(point.x() - left, tile.width(), gap, columns),
            static_cast<double>(block * blockRows) +
                lengthInTiles(point.y() - margin, tile.height(), gap, blocks() > 1 ? blockRows : rows)};
}

QPointF SheetLayout::fromTiles(QPointF tiles) const {
    return {namesWidth + margin + distanceOf(tiles.x(), tile.width(), gap),
            margin + distanceOf(tiles.y(), tile.height(), gap)};
}

SheetLayout::Visible SheetLayout::visibleIn(QRect visible) const {
    if (tile.isEmpty() || rows <= 0 || columns <= 0)
        return {0, -1, 0, -1};
    if (blocks() > 1)
        return {0, rows - 1, 0, columns - 1};
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
