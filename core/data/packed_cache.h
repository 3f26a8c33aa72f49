// Decoded splits, kept so that the second start of a run takes seconds.
// A cached split is a packed split (packed_split.h) whose metadata hold `key`. A cache that is missing, out
// of date or damaged is made anew; one that cannot be written is only a warning.
#pragma once

#include <optional>

#include "core/data/packed_split.h"

namespace ld3m::data {

/// $LD3M_CACHE, or $XDG_CACHE_HOME/ld3m, or ~/.cache/ld3m. Empty when none is set: then nothing is cached.
std::filesystem::path cacheFolder();

class PackedCache {
public:
    /// The cache of one split. The file's name comes from all but the source's stamp, so a changed folder
    /// replaces its cache instead of adding another.
    PackedCache(const settings::DatasetSettings& dataset, Split split, const SplitSource& source);

    std::optional<PackedSplit> read() const;
    void write(PackedSplit split) const;

    const std::filesystem::path& file() const { return m_file; }

private:
    std::string m_key;
    std::filesystem::path m_file;
};

} // namespace ld3m::data
