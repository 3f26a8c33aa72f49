// How stored levels become what the eye sees. The stored image is never altered; a mapping only says how it
// is drawn.
#pragma once

#include <QImage>
#include <QString>

#include <cstdint>
#include <vector>

namespace ld3m::widgets {

/// Sheets hold un-normalised images cut to 0 to 255; mappings beyond `raw` are judged by each image alone, so
/// two images under one mapping cannot be compared in brightness.
enum class DisplayMapping {
    raw,              ///< the stored levels
    stretch,          ///< the image's lowest level black, its highest white
    stretch_channels, ///< the same for red, green and blue apart: takes a colour cast away
    clip, ///< mean +- 2.5 deviations of all levels, the range cut there and stretched (DC's pictures)
};

struct DisplayMappingText {
    DisplayMapping mapping;
    QString name; ///< "Stretch each image"
    QString help;
};
/// All of them, `raw` first.
std::vector<DisplayMappingText> displayMappings();

/// An image of packed RGB bytes under a mapping, Format_RGB32. With `reduce` n every n-th pixel of every n-th
/// row is drawn, or with `smooth` the mean of n x n: for tiles far smaller than their image. The mapping
/// looks at all pixels whatever `reduce` is.
QImage displayImage(const std::uint8_t* rgb, int width, int height, DisplayMapping mapping, int reduce = 1,
                    bool smooth = false);

} // namespace ld3m::widgets
