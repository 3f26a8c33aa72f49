#include "core/files/animated_gif.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/colour_reduction.h"

namespace ld3m::files {
namespace {

constexpr std::uint32_t kMost = 65535;
constexpr std::size_t kColours = 256;
constexpr int kColourBits = 8;
constexpr std::size_t kLargestBlock = 255;
constexpr std::uint32_t kCodes = 4096; ///< of LZW, twelve bits

std::string littleEndian(std::uint32_t number) {
    return {static_cast<char>(number), static_cast<char>(number >> 8)};
}

/// Codes of growing length as bytes, the lowest bit first.
class BitWriter {
public:
    void write(std::uint32_t code, int bits) {
        m_pending |= code << m_count;
        for (m_count += bits; m_count >= 8; m_count -= 8, m_pending >>= 8)
            m_bytes += static_cast<char>(m_pending);
    }
    std::string finish() {
        if (m_count > 0)
            m_bytes += static_cast<char>(m_pending);
        return std::move(m_bytes);
    }

private:
    std::string m_bytes;
    std::uint32_t m_pending = 0;
    int m_count = 0;
};

/// GIF's form of LZW: a code that clears the table, one that ends, and those of all strings met since.
std::string lzw(std::span<const std::uint8_t> indices) {
    constexpr std::uint32_t kClear = 1u << kColourBits, kEnd = kClear + 1;
    BitWriter out;
    std::unordered_map<std::uint32_t, std::uint32_t> table; ///< by string's code and next index
    std::uint32_t next = kEnd + 1;
    int bits = kColourBits + 1;
    out.write(kClear, bits);
    std::uint32_t code = indices.empty() ? kEnd : indices.front();
    for (const std::uint8_t index : indices.subspan(indices.empty() ? 0 : 1)) {
        const std::uint32_t longer = code << kColourBits | index;
        if (const auto known = table.find(longer); known != table.end()) {
            code = known->second;
            continue;
        }
        out.write(code, bits);
        code = index;
        if (next == kCodes) { // full: begin anew
            out.write(kClear, bits);
            table.clear();
            next = kEnd + 1;
            bits = kColourBits + 1;
            continue;
        }
        if (next == 1u << bits)
            ++bits;
        table[longer] = next++;
    }
    out.write(code, bits);
    if (next == 1u << bits && bits < 12)
        ++bits;
    out.write(kEnd, bits);
    return out.finish();
}

std::string inBlocks(const std::string& bytes) {
    std::string blocks;
    for (std::size_t at = 0; at < bytes.size(); at += kLargestBlock) {
        const std::string block = bytes.substr(at, kLargestBlock);
        blocks += static_cast<char>(block.size()) + block;
    }
    return blocks + '\0';
}

std::string paletteOf(const ReducedPicture& picture) {
    std::string bytes;
    for (const Colour& colour : picture.palette)
        bytes.append({char(colour[0]), char(colour[1]), char(colour[2])});
    bytes.resize(3 * kColours);
    return bytes;
}

} // namespace

AnimatedGif::AnimatedGif(std::int64_t width, std::int64_t height)
    : m_width(static_cast<std::uint32_t>(width)), m_height(static_cast<std::uint32_t>(height)) {
    if (width < 1 || width > kMost || height < 1 || height > kMost)
        throw base::InputError(base::text("A GIF has 1 to ", kMost, " pixels each way, not ", width, " x ",
                                          height, "; choose fewer classes or a smaller scale."));
}

void AnimatedGif::add(std::span<const std::uint8_t> rgb, std::uint32_t hundredths) {
    if (rgb.size() != std::size_t(3) * m_width * m_height)
        throw base::InputError("All frames of an animated GIF have one size.");
    const ReducedPicture picture = reduceColours(rgb, kColours);
    const std::string origin(4, '\0');
    const char control = 0x04; // leave the picture in place
    const char ownPalette = char(0x80 | (kColourBits - 1));
    m_body += std::string("\x21\xf9\x04", 3) + control + littleEndian(std::min(hundredths, kMost)) +
              std::string(2, '\0');
    m_body +=
        "\x2c" + origin + littleEndian(m_width) + littleEndian(m_height) + ownPalette + paletteOf(picture);
    m_body += char(kColourBits) + inBlocks(lzw(picture.indices));
    ++m_frames;
}

std::string AnimatedGif::bytes() const {
    if (m_frames == 0)
        throw base::InputError("A film without pictures cannot be written.");
    const std::string noPalette("\x70\0\0", 3); // eight bits a colour; background and aspect mean nothing
    const std::string forEver("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19);
    return "GIF89a" + littleEndian(m_width) + littleEndian(m_height) + noPalette + forEver + m_body + '\x3b';
}

} // namespace ld3m::files
