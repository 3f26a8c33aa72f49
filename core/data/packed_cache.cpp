#include "core/data/packed_cache.h"

#include <cstdlib>
#include <iomanip>

#include "core/base/log.h"
#include "core/base/seeds.h"
#include "core/base/text.h"

namespace ld3m::data {
namespace {

namespace fs = std::filesystem;

/// Raised when equal pictures would be packed differently.
constexpr int kVersion = 2;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

fs::path cacheFolder() {
    if (const std::string folder = environment("LD3M_CACHE"); !folder.empty())
        return folder;
    if (const std::string folder = environment("XDG_CACHE_HOME"); !folder.empty())
        return fs::path(folder) / "ld3m";
    if (const std::string home = environment("HOME"); !home.empty())
        return fs::path(home) / ".cache" / "ld3m";
    return {};
}

PackedCache::PackedCache(const settings::DatasetSettings& dataset, Split split, const SplitSource& source) {
    const fs::path canonical = fs::weakly_canonical(dataset.path);
    m_key = base::text("version ", kVersion, "\n", canonical.string(), "\n", nameOf(split), "\n",
                       dataset.resolution, " px\n",
                       dataset.skip_broken ? "without broken files" : "all files", "\n",
                       settings::nameOf(dataset.resize_order), dataset.antialias ? "" : ", not antialiased");
    for (const std::string& name : source.class_names)
        m_key += "\n" + name;
    const fs::path folder = cacheFolder();
    if (!folder.empty())
        m_file = folder / base::text(canonical.filename().string(), "-", nameOf(split), "-",
                                     dataset.resolution, "px-", std::hex, std::setw(16), std::setfill('0'),
                                     base::streamSeed(0, m_key), ".safetensors");
    m_key += "\n" + source.stamp;
}

std::optional<PackedSplit> PackedCache::read() const {
    if (m_file.empty() || !fs::exists(m_file))
        return std::nullopt;
    try {
        PackedSplit split = readPacked(m_file);
        const auto key = split.metadata.find("key");
        if (key != split.metadata.end() && key->second == m_key)
            return split;
        base::log::info(
            base::text("The dataset changed since it was cached: ", m_file.string(), " is made anew."));
    } catch (const std::exception& error) {
        base::log::warning(base::text("The dataset cache is made anew: ", error.what()));
    }
    return std::nullopt;
}

void PackedCache::write(PackedSplit split) const {
    if (m_file.empty())
        return;
    split.metadata["key"] = m_key;
    try {
        writePacked(m_file, split);
    } catch (const std::exception& error) {
        base::log::warning(base::text(
            "The decoded dataset could not be cached, so the next start decodes it again: ", error.what()));
    }
}

} // namespace ld3m::data
