// Tiles as they are drawn, made when first wanted and kept while they fit.
#pragma once

#include <QCache>
#include <QImage>

#include <cstdint>

namespace ld3m::widgets {

/// Keys are the caller's. A tile that was made before invalidate() is old: good for the moment until a new
/// one is made. UI thread only.
class TileCache {
public:
    /// Least recently used tiles go when there are more bytes than these.
    explicit TileCache(qsizetype bytes = qsizetype{96} << 20);

    /// Null when there is none, or only an old one.
    QImage fresh(std::int64_t key) const;
    /// The same, old ones included.
    QImage any(std::int64_t key) const;
    void insert(std::int64_t key, const QImage& tile);
    void invalidate() { ++m_generation; }
    void clear() { m_tiles.clear(); }

private:
    struct Entry {
        QImage tile;
        int generation;
    };
    QCache<std::int64_t, Entry> m_tiles;
    int m_generation = 0;
};

} // namespace ld3m::widgets
