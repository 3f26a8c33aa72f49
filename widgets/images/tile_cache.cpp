#include "widgets/images/tile_cache.h"

namespace ld3m::widgets {

TileCache::TileCache(qsizetype bytes) : m_tiles(bytes) {}

QImage TileCache::fresh(std::int64_t key) const {
    const Entry* entry = m_tiles.object(key);
    return entry && entry->generation == m_generation ? entry->tile : QImage();
}

QImage TileCache::any(std::int64_t key) const {
    const Entry* entry = m_tiles.object(key);
    return entry ? entry->tile : QImage();
}

void TileCache::insert(std::int64_t key, const QImage& tile) {
    m_tiles.insert(key, new Entry{tile, m_generation}, tile.sizeInBytes());
}

} // namespace ld3m::widgets
