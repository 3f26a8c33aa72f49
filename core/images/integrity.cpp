#include "core/images/integrity.h"

#include <cstddef>
#include <cstdint>

namespace ld3m::images {
namespace {

using namespace std::string_view_literals;

std::uint8_t byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

std::size_t bigEndian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | byteAt(bytes, at + i);
    return value;
}

std::size_t littleEndian32(std::string_view bytes, std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | byteAt(bytes, at + i);
    return value;
}

bool jpegIsWhole(std::string_view bytes) {
    constexpr std::uint8_t startOfScan = 0xDA;
    // Segments are skipped by their length: an embedded thumbnail has an end mark of its own.
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (byteAt(bytes, at) != 0xFF)
            return false;
        const std::uint8_t marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker == startOfScan)
            return bytes.find("\xFF\xD9"sv, at) != std::string_view::npos;
        at += 2 + bigEndian(bytes, at + 2, 2);
    }
    return false;
}

bool pngIsWhole(std::string_view bytes) {
    constexpr std::size_t frame = 12; // length, type and checksum around a chunk's data
    std::size_t at = 8;
    while (at + frame <= bytes.size()) {
        const std::size_t next = at + frame + bigEndian(bytes, at, 4);
        if (next > bytes.size())
            return false;
        if (bytes.substr(at + 4, 4) == "IEND"sv)
            return true;
        at = next;
    }
    return false;
}

} // namespace

bool isWhole(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF"sv))
        return jpegIsWhole(bytes);
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv))
        return pngIsWhole(bytes);
    if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv)
        return littleEndian32(bytes, 4) + 8 <= bytes.size();
    if (bytes.starts_with("BM"sv) && bytes.size() >= 6)
        return littleEndian32(bytes, 2) <= bytes.size();
    return true;
}

} // namespace ld3m::images
