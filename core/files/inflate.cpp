#include "core/files/inflate.h"

#include <algorithm>
#include <array>

#include "core/files/byte_reader.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

constexpr int kMaxBits = 15;
constexpr int kEndOfBlock = 256;
constexpr int kFirstLength = 257;
constexpr std::size_t kLengths = 29;
constexpr std::size_t kDistances = 30;

[[noreturn]] void refuse() {
    throw Unsound{"a packed zip record is damaged"};
}

/// Bits of each byte from the lowest up (section 3.1.1).
class BitReader {
public:
    explicit BitReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::uint32_t bits(int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i)
            value |= bit() << i;
        return value;
    }
    std::uint32_t bit() {
        if (m_left == 0) {
            m_byte = m_bytes.u8();
            m_left = 8;
        }
        const std::uint32_t value = m_byte & 1u;
        m_byte = static_cast<std::uint8_t>(m_byte >> 1);
        --m_left;
        return value;
    }
    /// What is left of the current byte is dropped.
    ByteReader& wholeBytes() {
        m_left = 0;
        return m_bytes;
    }

private:
    ByteReader m_bytes;
    std::uint8_t m_byte = 0;
    int m_left = 0;
};

/// A Huffman code given by its lengths (section 3.2.2): within one length, codes are consecutive in symbol
/// order.
class Code {
public:
    explicit Code(std::span<const std::uint8_t> lengths) {
        for (const std::uint8_t length : lengths)
            ++m_count[length];
        m_count[0] = 0;
        std::array<std::uint16_t, kMaxBits + 2> first = {};
        int room = 1;
        for (std::size_t length = 1; length <= kMaxBits; ++length) {
            room = 2 * room - m_count[length];
            if (room < 0)
                refuse();
            first[length + 1] = static_cast<std::uint16_t>(first[length] + m_count[length]);
        }
        m_symbols.resize(first[kMaxBits + 1]);
        for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol)
            if (lengths[symbol] != 0)
                m_symbols[first[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    }

    int next(BitReader& in) const {
        int code = 0;
        int first = 0;
        int index = 0;
        for (std::size_t length = 1; length <= kMaxBits; ++length) {
            code |= static_cast<int>(in.bit());
            const int count = m_count[length];
            if (code - first < count)
                return m_symbols[static_cast<std::size_t>(index + code - first)];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        refuse();
    }

private:
    std::array<std::uint16_t, kMaxBits + 1> m_count = {};
    std::vector<std::uint16_t> m_symbols; ///< by code
};

struct Codes {
    Code symbols;
    Code distances;
};

Codes fixedCodes() {
    std::array<std::uint8_t, 288> lengths = {};
    for (std::size_t i = 0; i < lengths.size(); ++i)
        lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    std::array<std::uint8_t, kDistances> distances = {};
    distances.fill(5);
    return {Code(lengths), Code(distances)};
}

/// Section 3.2.7: the lengths of both codes, themselves coded.
Codes readCodes(BitReader& in) {
    constexpr std::array<std::uint8_t, 19> kOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                     11, 4,  12, 3, 13, 2, 14, 1, 15};
    const std::size_t symbols = in.bits(5) + kFirstLength;
    const std::size_t distances = in.bits(5) + 1;
    const std::size_t given = in.bits(4) + 4;
    std::array<std::uint8_t, 19> meta = {};
    for (std::size_t i = 0; i < given; ++i)
        meta[kOrder[i]] = static_cast<std::uint8_t>(in.bits(3));
    const Code code(meta);
    std::vector<std::uint8_t> lengths;
    while (lengths.size() < symbols + distances) {
        const int symbol = code.next(in);
        if (symbol < 16) {
            lengths.push_back(static_cast<std::uint8_t>(symbol));
            continue;
        }
        if (symbol == 16 && lengths.empty())
            refuse();
        const std::uint8_t repeated = symbol == 16 ? lengths.back() : std::uint8_t{0};
        const std::size_t times = symbol == 16   ? 3 + in.bits(2)
                                  : symbol == 17 ? 3 + in.bits(3)
                                                 : 11 + in.bits(7);
        lengths.insert(lengths.end(), times, repeated);
    }
    if (lengths.size() > symbols + distances || symbols > kFirstLength + kLengths)
        refuse();
    const std::span<const std::uint8_t> both(lengths);
    return {Code(both.first(symbols)), Code(both.subspan(symbols))};
}

class Inflater {
public:
    Inflater(std::span<const std::byte> deflated, std::uint64_t size) : m_in(deflated), m_size(size) {}

    std::vector<std::byte> run() {
        bool last = false;
        while (!last) {
            last = m_in.bit() != 0;
            const std::uint32_t kind = m_in.bits(2);
            if (kind == 0)
                copyStored();
            else if (kind == 1)
                unpack(fixedCodes());
            else if (kind == 2)
                unpack(readCodes(m_in));
            else
                refuse();
        }
        if (m_out.size() != m_size)
            throw Unsound{"a packed zip record is shorter than stated"};
        return std::move(m_out);
    }

private:
    void requireRoom(std::uint64_t bytes) const {
        if (bytes > m_size - m_out.size())
            throw Unsound{"a packed zip record is longer than stated"};
    }

    void copyStored() {
        ByteReader& bytes = m_in.wholeBytes();
        const std::uint16_t length = bytes.u16();
        if (bytes.u16() != static_cast<std::uint16_t>(~length))
            refuse();
        requireRoom(length);
        const auto stored = bytes.take(length);
        m_out.insert(m_out.end(), stored.begin(), stored.end());
    }

    void unpack(const Codes& codes) {
        for (int symbol = codes.symbols.next(m_in); symbol != kEndOfBlock;
             symbol = codes.symbols.next(m_in)) {
            if (symbol < kEndOfBlock) {
                requireRoom(1);
                m_out.push_back(static_cast<std::byte>(symbol));
            } else {
                repeat(static_cast<std::size_t>(symbol - kFirstLength), codes.distances);
            }
        }
    }

    void repeat(std::size_t which, const Code& distances) {
        constexpr std::array<std::uint16_t, kLengths> kLength = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                                 15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                                 67, 83, 99, 115, 131, 163, 195, 227, 258};
        constexpr std::array<std::uint8_t, kLengths> kLengthBits = {
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
        if (which >= kLengths)
            refuse();
        const std::size_t length = kLength[which] + m_in.bits(kLengthBits[which]);
        const auto far = static_cast<std::size_t>(distances.next(m_in));
        if (far >= kDistances)
            refuse();
        // Distances 1 to 4, then two for each number of extra bits: 5, 7, 9, 13, 17, 25 ...
        const int extra = far < 4 ? 0 : static_cast<int>(far / 2) - 1;
        const std::size_t base = far < 4 ? far + 1 : ((2 + far % 2) << extra) + 1;
        const std::size_t distance = base + m_in.bits(extra);
        if (distance > m_out.size())
            refuse();
        requireRoom(length);
        for (std::size_t i = 0; i < length; ++i)
            m_out.push_back(m_out[m_out.size() - distance]);
    }

    BitReader m_in;
    std::uint64_t m_size;
    std::vector<std::byte> m_out;
};

} // namespace

std::vector<std::byte> inflate(std::span<const std::byte> deflated, std::uint64_t size) {
    return Inflater(deflated, size).run();
}

std::uint32_t crc32Of(std::span<const std::byte> bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> made = {};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            std::uint32_t value = i;
            for (int k = 0; k < 8; ++k)
                value = value & 1u ? 0xedb88320u ^ (value >> 1) : value >> 1;
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t crc = 0xffffffff;
    for (const std::byte byte : bytes)
        crc = table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

} // namespace ld3m::files
