#include "core/files/zip_directory.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/files/byte_reader.h"
#include "core/files/unsound.h"

// Names and numbers of PKWARE's APPNOTE 6.3.
namespace ld3m::files {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::uint32_t kEnd64Locator = 0x07064b50;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kMaxComment = 0xffff;
constexpr std::uint32_t kSee64 = 0xffffffff; // the number stands in the 64-bit extension
constexpr std::uint16_t kExtra64 = 0x0001;
constexpr std::uint16_t kEncrypted = 0x0001;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint64_t kMaxRecords = 1'000'000;

struct Directory {
    std::uint64_t records = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
};

std::uint32_t wordAt(std::span<const std::byte> archive, std::size_t at) {
    return ByteReader(archive, at).u32();
}

/// The end record closes the file; a comment of a stated length may follow it.
std::size_t findEnd(std::span<const std::byte> archive) {
    for (std::size_t comment = 0; comment <= kMaxComment && kEndBytes + comment <= archive.size();
         ++comment) {
        const std::size_t at = archive.size() - kEndBytes - comment;
        if (wordAt(archive, at) == kEnd && ByteReader(archive, at + kEndBytes - 2).u16() == comment)
            return at;
    }
    throw Unsound{"its zip directory is missing (was a download cut short?)"};
}

Directory readEnd64(std::span<const std::byte> archive, std::size_t locator) {
    ByteReader where(archive, locator + 4);
    where.skip(4); // volume
    const std::uint64_t offset = where.u64();
    if (offset > locator)
        throw Unsound{"its zip directory lies outside the file"};
    ByteReader end(archive, static_cast<std::size_t>(offset));
    if (end.u32() != kEnd64)
        throw Unsound{"its 64-bit zip directory is missing"};
    end.skip(8 + 2 + 2); // own size, versions
    if (end.u32() != 0 || end.u32() != 0)
        throw Unsound{"it is one volume of a split zip archive"};
    end.skip(8); // records on this volume
    Directory directory;
    directory.records = end.u64();
    directory.size = end.u64();
    directory.offset = end.u64();
    return directory;
}

Directory readEnd(std::span<const std::byte> archive, std::size_t at) {
    if (at >= kLocatorBytes && wordAt(archive, at - kLocatorBytes) == kEnd64Locator)
        return readEnd64(archive, at - kLocatorBytes);
    ByteReader end(archive, at + 4);
    if (end.u16() != 0 || end.u16() != 0)
        throw Unsound{"it is one volume of a split zip archive"};
    end.skip(2); // records on this volume
    Directory directory;
    directory.records = end.u16();
    directory.size = end.u32();
    directory.offset = end.u32();
    return directory;
}

struct CentralEntry {
    std::string name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
};

/// Replaces the numbers that did not fit into 32 bits.
void readExtra(std::span<const std::byte> extra, CentralEntry& entry) {
    ByteReader fields(extra);
    while (fields.left() >= 4) {
        const std::uint16_t kind = fields.u16();
        ByteReader field(fields.take(fields.u16()));
        if (kind != kExtra64)
            continue;
        for (std::uint64_t* number : {&entry.size, &entry.packed, &entry.offset})
            if (*number == kSee64)
                *number = field.u64();
    }
}

CentralEntry readCentral(ByteReader& directory) {
    if (directory.u32() != kCentralHeader)
        throw Unsound{"its zip directory is damaged"};
    CentralEntry entry;
    directory.skip(2 + 2); // versions
    entry.flags = directory.u16();
    entry.method = directory.u16();
    directory.skip(2 + 2); // time, date
    entry.crc = directory.u32();
    entry.packed = directory.u32();
    entry.size = directory.u32();
    const std::uint16_t name = directory.u16();
    const std::uint16_t extra = directory.u16();
    const std::uint16_t comment = directory.u16();
    directory.skip(2 + 2 + 4); // volume, attributes
    entry.offset = directory.u32();
    entry.name = directory.text(name);
    readExtra(directory.take(extra), entry);
    directory.skip(comment);
    return entry;
}

/// The record's data follow its local header, whose own lengths may differ from the directory's.
std::span<const std::byte> dataOf(std::span<const std::byte> records, const CentralEntry& entry) {
    if (entry.offset > records.size())
        throw Unsound{base::text("its zip record ", entry.name, " lies outside the file")};
    ByteReader local(records, static_cast<std::size_t>(entry.offset));
    if (local.u32() != kLocalHeader)
        throw Unsound{base::text("its zip record ", entry.name, " is not where the directory says")};
    local.skip(2); // version
    const std::uint16_t flags = local.u16();
    const std::uint16_t method = local.u16();
    local.skip(2 + 2 + 4 + 4 + 4); // time, date, CRC, sizes
    const std::uint16_t name = local.u16();
    const std::uint16_t extra = local.u16();
    if (local.text(name) != entry.name || method != entry.method)
        throw Unsound{base::text("its zip record ", entry.name, " contradicts the directory")};
    if ((entry.flags | flags) & kEncrypted)
        throw Unsound{base::text("its zip record ", entry.name, " is encrypted")};
    local.skip(extra);
    return local.take(entry.packed);
}

ZipRecord readRecord(std::span<const std::byte> records, const CentralEntry& entry) {
    if (entry.method != kStored && entry.method != kDeflated)
        throw Unsound{
            base::text("its zip record ", entry.name, " is packed by the unknown method ", entry.method)};
    ZipRecord record{dataOf(records, entry), entry.size, entry.crc, entry.method == kDeflated};
    if (!record.deflated && record.size != record.bytes.size())
        throw Unsound{base::text("its zip record ", entry.name, " states two sizes")};
    return record;
}

} // namespace

std::map<std::string, ZipRecord> readZipDirectory(std::span<const std::byte> archive) {
    const std::size_t end = findEnd(archive);
    const Directory facts = readEnd(archive, end);
    if (facts.offset > end || facts.size > end - facts.offset)
        throw Unsound{"its zip directory lies outside the file"};
    if (facts.records > kMaxRecords)
        throw Unsound{base::text("it has ", facts.records, " zip records, more than any checkpoint")};
    const std::span<const std::byte> records = archive.first(static_cast<std::size_t>(facts.offset));
    ByteReader directory(
        archive.subspan(static_cast<std::size_t>(facts.offset), static_cast<std::size_t>(facts.size)));
    std::map<std::string, ZipRecord> found;
    for (std::uint64_t i = 0; i < facts.records; ++i) {
        const CentralEntry entry = readCentral(directory);
        if (!found.emplace(entry.name, readRecord(records, entry)).second)
            throw Unsound{base::text("it has two zip records named ", entry.name)};
    }
    if (directory.left() > 0)
        throw Unsound{"its zip directory holds more records than it states"};
    return found;
}

} // namespace ld3m::files
