#include "core/files/byte_reader.h"

#include "core/files/unsound.h"

namespace ld3m::files {

std::span<const std::byte> ByteReader::take(std::uint64_t count) {
    if (count > left())
        throw Unsound{"it ends too early (was a download cut short?)"};
    const std::span<const std::byte> taken = m_bytes.subspan(m_at, static_cast<std::size_t>(count));
    m_at += taken.size();
    return taken;
}

std::string_view ByteReader::text(std::uint64_t count) {
    const std::span<const std::byte> taken = take(count);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

std::string_view ByteReader::line() {
    std::size_t length = 0;
    while (length < left() && m_bytes[m_at + length] != std::byte{'\n'})
        ++length;
    const std::string_view found = text(length);
    skip(1);
    return found;
}

std::uint64_t ByteReader::number(std::size_t bytes) {
    std::uint64_t value = 0;
    int shift = 0;
    for (const std::byte byte : take(bytes)) {
        value |= std::to_integer<std::uint64_t>(byte) << shift;
        shift += 8;
    }
    return value;
}

} // namespace ld3m::files
