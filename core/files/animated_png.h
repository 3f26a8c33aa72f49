// Animated PNG files: whole pictures as PNG encoders write them, put behind one another. What does not know
// the animation shows the first picture. https://wiki.mozilla.org/APNG_Specification
//   IHDR  acTL(frames, plays)  fcTL IDAT...  fcTL fdAT...  ...  IEND
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ld3m::files {

class AnimatedPng {
public:
    /// `png` is a whole PNG file of the same size and kind as the first; `milliseconds` (up to 65535) it
    /// stays.
    /// @throws base::InputError when it is not.
    void add(std::string_view png, std::uint32_t milliseconds);
    std::uint32_t frames() const { return m_frames; }
    /// The file, which plays for ever. @throws base::InputError without any frame.
    std::string bytes() const;

private:
    std::string m_header; ///< content of IHDR
    std::string m_body;   ///< chunks of all frames
    std::uint32_t m_frames = 0;
    std::uint32_t m_chunks = 0; ///< fcTL and fdAT, which are numbered
};

} // namespace ld3m::files
