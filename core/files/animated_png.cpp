#include "core/files/animated_png.h"

#include <algorithm>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/inflate.h"

namespace ld3m::files {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n"sv;
constexpr std::size_t kChunkFrame = 12;   ///< length, name and checksum around a chunk's content
constexpr std::uint32_t kLongest = 65535; ///< milliseconds that fit

std::string bigEndian(std::uint32_t number, int bytes = 4) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>(number >> shift);
    return text;
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

std::string chunk(std::string_view name, std::string_view content) {
    const std::string checked = std::string(name).append(content);
    return bigEndian(static_cast<std::uint32_t>(content.size())) + checked +
           bigEndian(crc32Of(std::as_bytes(std::span(checked))));
}

struct Picture {
    std::string_view header;             ///< content of IHDR
    std::vector<std::string_view> parts; ///< contents of IDAT
};

Picture readPng(std::string_view png) {
    if (!png.starts_with(kSignature))
        throw base::InputError("A frame of an animated PNG is no PNG file.");
    Picture picture;
    for (std::size_t at = kSignature.size(); at + kChunkFrame <= png.size();) {
        const std::size_t length = numberAt(png, at);
        if (length > png.size() - at - kChunkFrame)
            break;
        const std::string_view name = png.substr(at + 4, 4), content = png.substr(at + 8, length);
        if (name == "IHDR")
            picture.header = content;
        if (name == "IDAT")
            picture.parts.push_back(content);
        at += kChunkFrame + length;
    }
    if (picture.header.size() != 13 || picture.parts.empty())
        throw base::InputError("A frame of an animated PNG is a PNG file without a picture.");
    return picture;
}

} // namespace

void AnimatedPng::add(std::string_view png, std::uint32_t milliseconds) {
    const Picture picture = readPng(png);
    if (m_frames == 0)
        m_header = picture.header;
    if (picture.header != m_header)
        throw base::InputError("All frames of an animated PNG have one size and one kind of pixels.");
    const std::string size(picture.header.substr(0, 8)), origin(8, '\0');
    const std::string keepAndReplace(2, '\0'); // dispose_op none, blend_op source
    m_body +=
        chunk("fcTL", bigEndian(m_chunks++) + size + origin + bigEndian(std::min(milliseconds, kLongest), 2) +
                          bigEndian(1000, 2) + keepAndReplace);
    for (const std::string_view part : picture.parts)
        m_body += m_frames == 0 ? chunk("IDAT", part) : chunk("fdAT", bigEndian(m_chunks++).append(part));
    ++m_frames;
}

std::string AnimatedPng::bytes() const {
    if (m_frames == 0)
        throw base::InputError("A film without pictures cannot be written.");
    constexpr std::uint32_t kForEver = 0;
    return std::string(kSignature) + chunk("IHDR", m_header) +
           chunk("acTL", bigEndian(m_frames) + bigEndian(kForEver)) + m_body + chunk("IEND", {});
}

} // namespace ld3m::files
