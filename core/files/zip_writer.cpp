#include "core/files/zip_writer.h"

#include "core/files/inflate.h"

// Names and numbers of PKWARE's APPNOTE 6.3.
namespace ld3m::files {
namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kLocalBytes = 30;    // of a local header without name and extra field
constexpr std::uint64_t kFieldHead = 4;      // kind and length of an extra field
constexpr std::uint32_t kSee64 = 0xffffffff; // the number stands in the 64-bit extension
constexpr std::uint16_t kMany = 0xffff;
constexpr std::uint16_t kExtra64 = 0x0001;
constexpr std::uint16_t kPadding = 0x4246; // "FB", the kind that PyTorch pads with
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kVersion64 = 45;
constexpr std::uint16_t kUtf8 = 1u << 11;
constexpr std::uint16_t kStored = 0;
constexpr std::uint32_t kNoTime = 0x00210000; // midnight, 1 January 1980

/// Numbers in the file's order, lowest byte first.
class Head {
public:
    Head& u16(std::uint64_t value) { return number(value, 2); }
    Head& u32(std::uint64_t value) { return number(value, 4); }
    Head& u64(std::uint64_t value) { return number(value, 8); }
    Head& text(std::string_view text) {
        m_bytes += text;
        return *this;
    }
    std::size_t size() const { return m_bytes.size(); }
    const std::string& bytes() const { return m_bytes; }

private:
    Head& number(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            m_bytes += static_cast<char>(value >> (8 * i));
        return *this;
    }

    std::string m_bytes;
};

bool large(std::uint64_t number) {
    return number >= kSee64;
}

std::uint64_t in32(std::uint64_t number) {
    return large(number) ? kSee64 : number;
}

Head localExtra(std::uint64_t size) {
    Head extra;
    if (large(size))
        extra.u16(kExtra64).u16(16).u64(size).u64(size);
    return extra;
}

/// Of the numbers that do not fit, in the order that the format wants.
Head centralExtra(std::uint64_t size, std::uint64_t offset) {
    Head numbers;
    if (large(size))
        numbers.u64(size).u64(size);
    if (large(offset))
        numbers.u64(offset);
    Head extra;
    if (numbers.size() > 0)
        extra.u16(kExtra64).u16(numbers.size()).text(numbers.bytes());
    return extra;
}

} // namespace

void ZipWriter::put(std::span<const std::byte> bytes) {
    m_write(bytes);
    m_place += bytes.size();
}

void ZipWriter::put(std::string_view text) {
    put(std::as_bytes(std::span(text)));
}

void ZipWriter::add(const std::string& name, std::span<const std::byte> bytes) {
    const Record record{name, m_place, bytes.size(), crc32Of(bytes)};
    Head extra = localExtra(record.size);
    const std::uint64_t behind = m_place + kLocalBytes + name.size() + extra.size() + kFieldHead;
    const std::uint64_t padding = (kAlignment - behind % kAlignment) % kAlignment;
    extra.u16(kPadding).u16(padding).text(std::string(padding, 'Z'));
    Head head;
    head.text("PK\x03\x04")
        .u16(large(record.size) ? kVersion64 : kVersion)
        .u16(kUtf8)
        .u16(kStored)
        .u32(kNoTime);
    head.u32(record.crc).u32(in32(record.size)).u32(in32(record.size)).u16(name.size()).u16(extra.size());
    put(head.text(name).text(extra.bytes()).bytes());
    put(bytes);
    m_records.push_back(record);
}

void ZipWriter::add(const std::string& name, std::string_view text) {
    add(name, std::as_bytes(std::span(text)));
}

void ZipWriter::finish() {
    const std::uint64_t begin = m_place;
    for (const Record& record : m_records) {
        const Head extra = centralExtra(record.size, record.offset);
        Head head;
        head.text("PK\x01\x02").u16(kVersion64).u16(extra.size() > 0 ? kVersion64 : kVersion).u16(kUtf8);
        head.u16(kStored).u32(kNoTime).u32(record.crc).u32(in32(record.size)).u32(in32(record.size));
        head.u16(record.name.size()).u16(extra.size()).u16(0).u16(0).u16(0).u32(0).u32(in32(record.offset));
        put(head.text(record.name).text(extra.bytes()).bytes());
    }
    const std::uint64_t size = m_place - begin;
    const std::uint64_t count = m_records.size();
    Head end;
    if (large(begin) || large(size) || count >= kMany) {
        end.text("PK\x06\x06").u64(44).u16(kVersion64).u16(kVersion64).u32(0).u32(0);
        end.u64(count).u64(count).u64(size).u64(begin);
        end.text("PK\x06\x07").u32(0).u64(m_place).u32(1);
    }
    const std::uint64_t in16 = count >= kMany ? kMany : count;
    end.text("PK\x05\x06").u16(0).u16(0).u16(in16).u16(in16).u32(in32(size)).u32(in32(begin)).u16(0);
    put(end.bytes());
}

} // namespace ld3m::files
