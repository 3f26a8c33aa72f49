// Which images of a sheet are chosen: one is the current one, any number of others may be chosen with it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace ld3m::widgets {

struct SheetTile {
    std::int64_t label = -1;
    std::int64_t k = -1;

    auto operator<=>(const SheetTile&) const = default;
};

/// As in a list of files: a plain click chooses one, Ctrl adds or takes away, Shift takes all in between.
class SheetSelection {
public:
    const std::optional<SheetTile>& current() const { return m_current; }
    bool contains(const SheetTile& tile) const { return m_tiles.contains(tile); }
    /// In class-major order.
    std::vector<SheetTile> tiles() const { return {m_tiles.begin(), m_tiles.end()}; }
    std::size_t count() const { return m_tiles.size(); }

    void clear();
    void only(const SheetTile& tile);
    /// The tile becomes the current one, or, taken away, one of those left does.
    void toggle(const SheetTile& tile);
    /// Chooses `range`, which goes from anchor() to `tile`.
    void extend(const SheetTile& tile, const std::vector<SheetTile>& range);
    void all(const std::vector<SheetTile>& tiles);
    /// Where a range begins: the last tile that was clicked without Shift.
    const std::optional<SheetTile>& anchor() const { return m_anchor; }
    /// Takes away what a sheet of this shape has not.
    void limit(std::int64_t classes, std::int64_t ipc);

private:
    std::set<SheetTile> m_tiles;
    std::optional<SheetTile> m_current;
    std::optional<SheetTile> m_anchor;
};

} // namespace ld3m::widgets
