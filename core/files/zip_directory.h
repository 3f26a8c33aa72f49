// The table of contents of a zip archive in memory, and where each record's bytes lie.
// Own code rather than libzip: tensors are mapped out of the archive, and libzip hands out copies but no
// offsets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace ld3m::files {

struct ZipRecord {
    std::span<const std::byte> bytes; ///< as they lie in the archive
    std::uint64_t size = 0;           ///< of the content; bytes.size() where it is stored as it is
    std::uint32_t crc = 0;            ///< CRC-32 of the content, as the archive states it
    bool deflated = false;
};

/// By name. One volume, with or without the 64-bit extension, records stored or deflated, nothing encrypted.
/// CRCs of stored records are not compared: that would read the whole file. @throws Unsound
std::map<std::string, ZipRecord> readZipDirectory(std::span<const std::byte> archive);

} // namespace ld3m::files
