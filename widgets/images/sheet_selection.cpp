#include "widgets/images/sheet_selection.h"

namespace ld3m::widgets {

void SheetSelection::clear() {
    m_tiles.clear();
    m_current.reset();
    m_anchor.reset();
}

void SheetSelection::only(const SheetTile& tile) {
    m_tiles = {tile};
    m_current = m_anchor = tile;
}

void SheetSelection::toggle(const SheetTile& tile) {
    if (m_tiles.erase(tile) == 0) {
        m_tiles.insert(tile);
        m_current = m_anchor = tile;
        return;
    }
    m_current = m_tiles.empty() ? std::nullopt : std::optional(*m_tiles.begin());
    m_anchor = m_current;
}

void SheetSelection::extend(const SheetTile& tile, const std::vector<SheetTile>& range) {
    m_tiles = {range.begin(), range.end()};
    m_tiles.insert(tile);
    m_current = tile;
    if (!m_anchor)
        m_anchor = tile;
}

void SheetSelection::all(const std::vector<SheetTile>& tiles) {
    m_tiles = {tiles.begin(), tiles.end()};
    if (!m_current || !m_tiles.contains(*m_current))
        m_current = m_tiles.empty() ? std::nullopt : std::optional(*m_tiles.begin());
    m_anchor = m_current;
}

void SheetSelection::limit(std::int64_t classes, std::int64_t ipc) {
    const auto outside = [=](const SheetTile& tile) { return tile.label >= classes || tile.k >= ipc; };
    std::erase_if(m_tiles, outside);
    if (m_current && outside(*m_current))
        m_current = m_tiles.empty() ? std::nullopt : std::optional(*m_tiles.begin());
    if (m_anchor && outside(*m_anchor))
        m_anchor = m_current;
}

} // namespace ld3m::widgets
