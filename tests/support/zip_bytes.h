// Zip archives by hand, so that each of their numbers can be wrong.
#pragma once

#include <string>
#include <vector>

#include "core/files/inflate.h"
#include "tests/support/bytes.h"

namespace ld3m::tests {

struct ZipEntry {
    std::string name;
    std::string bytes; ///< as they lie in the archive
    int method = 0;
    std::uint64_t size = ~std::uint64_t{0}; ///< of the content; default: of `bytes`
    std::uint32_t crc = ~std::uint32_t{0};  ///< default: of `bytes`
    int flags = 0;
};

/// The local headers and data, then the directory and the end record (with the 64-bit ones where asked).
inline std::string zipBytes(const std::vector<ZipEntry>& entries, bool with64 = false,
                            const std::string& comment = {}) {
    std::string archive;
    std::string directory;
    for (const ZipEntry& entry : entries) {
        const std::uint64_t size = entry.size == ~std::uint64_t{0} ? entry.bytes.size() : entry.size;
        const std::uint32_t crc =
            entry.crc == ~std::uint32_t{0} ? files::crc32Of(bytesOf(entry.bytes)) : entry.crc;
        const std::string facts = little(20, 2) + little(static_cast<std::uint64_t>(entry.flags), 2) +
                                  little(static_cast<std::uint64_t>(entry.method), 2) + little(0, 4) +
                                  little(crc, 4);
        // With the 64-bit extension every size and offset stands in an extra field behind the name.
        const std::string sizes = with64 ? little(0xffffffff, 4) + little(0xffffffff, 4)
                                         : little(entry.bytes.size(), 4) + little(size, 4);
        const std::string extra = with64 ? little(1, 2) + little(24, 2) + little(size, 8) +
                                               little(entry.bytes.size(), 8) + little(archive.size(), 8)
                                         : std::string();
        directory += little(0x02014b50, 4) + little(20, 2) + facts + sizes + little(entry.name.size(), 2) +
                     little(extra.size(), 2) + little(0, 2) + little(0, 8) +
                     (with64 ? little(0xffffffff, 4) : little(archive.size(), 4)) + entry.name + extra;
        archive += little(0x04034b50, 4) + facts + sizes + little(entry.name.size(), 2) + little(0, 2) +
                   entry.name + entry.bytes;
    }
    const std::size_t start = archive.size();
    archive += directory;
    if (with64) {
        const std::size_t end64 = archive.size();
        archive += little(0x06064b50, 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
                   little(entries.size(), 8) + little(entries.size(), 8) + little(directory.size(), 8) +
                   little(start, 8);
        archive += little(0x07064b50, 4) + little(0, 4) + little(end64, 8) + little(1, 4);
        return archive + little(0x06054b50, 4) + little(0, 4) + little(0xffff, 2) + little(0xffff, 2) +
               little(0xffffffff, 4) + little(0xffffffff, 4) + little(comment.size(), 2) + comment;
    }
    return archive + little(0x06054b50, 4) + little(0, 4) + little(entries.size(), 2) +
           little(entries.size(), 2) + little(directory.size(), 4) + little(start, 4) +
           little(comment.size(), 2) + comment;
}

} // namespace ld3m::tests
