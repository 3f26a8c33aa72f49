#include "core/files/tfrecord.h"

#include <array>
#include <span>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/byte_reader.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;
constexpr std::uint32_t kMaskDelta = 0xa282ead8;

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest >> 1) ^ ((rest & 1) != 0 ? kPolynomial : 0);
        table[byte] = rest;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kTable = makeTable();

template<typename Number>
std::string littleEndian(Number value) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        bytes += static_cast<char>(value >> (8 * i));
    return bytes;
}

std::string_view checked(ByteReader& reader, std::uint64_t length, const char* part) {
    const std::string_view bytes = reader.text(length);
    if (reader.u32() != maskedCrc32c(bytes))
        throw Unsound{base::text("the checksum of its ", part, " does not fit")};
    return bytes;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t rest = 0xffffffff;
    for (const char letter : bytes)
        rest = (rest >> 8) ^ kTable[(rest ^ static_cast<unsigned char>(letter)) & 0xff];
    return ~rest;
}

std::uint32_t maskedCrc32c(std::string_view bytes) {
    const std::uint32_t sum = crc32c(bytes);
    return ((sum >> 15) | (sum << 17)) + kMaskDelta;
}

void appendTfRecord(std::string& out, std::string_view payload) {
    const std::string length = littleEndian(static_cast<std::uint64_t>(payload.size()));
    out += length;
    out += littleEndian(maskedCrc32c(length));
    out += payload;
    out += littleEndian(maskedCrc32c(payload));
}

std::vector<std::string_view> tfRecordsIn(std::string_view bytes, const std::string& what) {
    std::vector<std::string_view> payloads;
    ByteReader reader(std::as_bytes(std::span(bytes)));
    while (reader.left() > 0) {
        try {
            const std::string_view length = checked(reader, 8, "length");
            payloads.push_back(
                checked(reader, ByteReader(std::as_bytes(std::span(length))).u64(), "content"));
        } catch (const Unsound& unsound) {
            throw base::InputError(base::text("Record ", payloads.size() + 1, " of ", what,
                                              " is damaged: ", unsound.reason, "; fetch the file again."));
        }
    }
    return payloads;
}

} // namespace ld3m::files
