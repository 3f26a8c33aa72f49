// The grid and the levels of single pixels, for tiles so large that each pixel has room for its numbers.
#pragma once

#include <QImage>
#include <QRect>

#include <cstdint>

class QPainter;

namespace ld3m::widgets {

constexpr int kPeepedPixel = 32; ///< screen pixels from which on a pixel shows its levels

/// Over the tile of an image of packed RGB bytes, where it touches `visible`. Red, green and blue from top to
/// bottom, black or white, whichever can be read on `shown` (the image as it is drawn, of the same size).
void paintPixels(QPainter& painter, const QRect& tile, const std::uint8_t* rgb, const QImage& shown,
                 const QRect& visible);

} // namespace ld3m::widgets
