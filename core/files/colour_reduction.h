// Pictures with few colours: a palette by median cut, and each pixel's place in it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ld3m::files {

using Colour = std::array<std::uint8_t, 3>;

struct ReducedPicture {
    std::vector<Colour> palette;       ///< 1 to `most`
    std::vector<std::uint8_t> indices; ///< one a pixel
};

/// `rgb` has three bytes a pixel; `most` is 2 to 256. A picture with no more colours than that keeps them
/// all.
ReducedPicture reduceColours(std::span<const std::uint8_t> rgb, std::size_t most);

} // namespace ld3m::files
