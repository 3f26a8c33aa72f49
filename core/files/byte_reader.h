// Little-endian numbers and runs of bytes, out of memory that may end at any point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ld3m::files {

class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes, std::size_t at = 0) : m_bytes(bytes), m_at(at) {}

    std::size_t at() const { return m_at; }
    std::size_t left() const { return m_at < m_bytes.size() ? m_bytes.size() - m_at : 0; }

    /// Every reading function throws Unsound when fewer bytes are left.
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }

    std::span<const std::byte> take(std::uint64_t count);
    std::string_view text(std::uint64_t count);
    std::string_view line(); ///< up to the next line feed, which is skipped
    void skip(std::uint64_t count) { take(count); }

private:
    std::uint64_t number(std::size_t bytes);

    std::span<const std::byte> m_bytes;
    std::size_t m_at;
};

} // namespace ld3m::files
