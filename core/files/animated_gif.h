// Animated GIF files (GIF89a): each picture with the 256 colours that suit it best.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace ld3m::files {

class AnimatedGif {
public:
    /// All pictures have this size, 1 to 65535 pixels each way. @throws base::InputError for another.
    AnimatedGif(std::int64_t width, std::int64_t height);

    /// RGB, 8 bit, rows from the top, packed; it stays so many hundredths of a second (up to 65535).
    /// @throws base::InputError for another number of bytes.
    void add(std::span<const std::uint8_t> rgb, std::uint32_t hundredths);
    std::uint32_t frames() const { return m_frames; }
    /// The file, which plays for ever. @throws base::InputError without any frame.
    std::string bytes() const;

private:
    std::uint32_t m_width;
    std::uint32_t m_height;
    std::uint32_t m_frames = 0;
    std::string m_body;
};

} // namespace ld3m::files
