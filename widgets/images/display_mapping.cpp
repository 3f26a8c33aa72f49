#include "widgets/images/display_mapping.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace ld3m::widgets {
namespace {

constexpr double kClippedDeviations = 2.5;

using Levels = std::array<std::uint8_t, 256>;
using Histogram = std::array<std::int64_t, 256>;

Levels stretched(double low, double high) {
    Levels levels{};
    for (int level = 0; level < 256; ++level) {
        const double share = high > low ? (level - low) / (high - low) : level / 255.0;
        levels[static_cast<std::size_t>(level)] =
            static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
    }
    return levels;
}

Levels stretchedWhole(const Histogram& counts) {
    const auto used = [](std::int64_t count) { return count > 0; };
    const auto first = std::ranges::find_if(counts, used);
    if (first == counts.end())
        return stretched(0, 255);
    const auto last = std::find_if(counts.rbegin(), counts.rend(), used);
    return stretched(static_cast<double>(first - counts.begin()),
                     static_cast<double>(counts.rend() - last - 1));
}

/// Cut at the given number of deviations; what remains between its own extremes is stretched.
Levels clipped(const Histogram& counts) {
    double count = 0, sum = 0, squares = 0;
    for (int level = 0; level < 256; ++level) {
        const auto n = static_cast<double>(counts[static_cast<std::size_t>(level)]);
        count += n;
        sum += n * level;
        squares += n * level * level;
    }
    const double mean = count > 0 ? sum / count : 0;
    const double deviation = count > 0 ? std::sqrt(std::max(0.0, squares / count - mean * mean)) : 0;
    const auto used = [](std::int64_t n) { return n > 0; };
    const double first = static_cast<double>(std::ranges::find_if(counts, used) - counts.begin());
    const double last =
        static_cast<double>(counts.rend() - std::find_if(counts.rbegin(), counts.rend(), used) - 1);
    return stretched(std::max(first, mean - kClippedDeviations * deviation),
                     std::min(last, mean + kClippedDeviations * deviation));
}

std::array<Levels, 3> levelsFor(const std::uint8_t* rgb, std::int64_t pixels, DisplayMapping mapping) {
    std::array<Histogram, 3> counts{};
    for (std::int64_t i = 0; i < pixels; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            ++counts[c][rgb[3 * i + static_cast<std::int64_t>(c)]];
    if (mapping == DisplayMapping::stretch_channels)
        return {stretchedWhole(counts[0]), stretchedWhole(counts[1]), stretchedWhole(counts[2])};
    Histogram all{};
    for (const Histogram& channel : counts)
        for (std::size_t level = 0; level < 256; ++level)
            all[level] += channel[level];
    const Levels levels = mapping == DisplayMapping::clip ? clipped(all) : stretchedWhole(all);
    return {levels, levels, levels};
}

/// Mean of the levels of a block of n x n pixels that begins at `first`.
std::array<int, 3> meanOf(const std::uint8_t* first, int width, int n) {
    std::array<int, 3> sum{};
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                sum[c] += first[(y * width + x) * 3 + static_cast<int>(c)];
    return {sum[0] / (n * n), sum[1] / (n * n), sum[2] / (n * n)};
}

} // namespace

std::vector<DisplayMappingText> displayMappings() {
    const auto tr = [](const char* text) { return QCoreApplication::translate("DisplayMapping", text); };
    return {{DisplayMapping::raw, tr("As stored"),
             tr("The stored levels of 0 to 255: un-normalised, cut where a pixel left the range")},
            {DisplayMapping::stretch, tr("Stretch each image"),
             tr("Each image's lowest level becomes black, its highest white")},
            {DisplayMapping::stretch_channels, tr("Stretch each channel"),
             tr("Red, green and blue of each image stretched apart: takes a colour cast away")},
            {DisplayMapping::clip, tr("Clip at 2.5 σ"),
             tr("Each image cut at its mean ± 2.5 standard deviations, then stretched, as the field's papers "
                "print their images")}};
}

QImage displayImage(const std::uint8_t* rgb, int width, int height, DisplayMapping mapping, int reduce,
                    bool smooth) {
    const int n = std::clamp(reduce, 1, std::max(1, std::min(width, height)));
    const bool mapped = mapping != DisplayMapping::raw;
    const auto levels =
        mapped ? levelsFor(rgb, std::int64_t{width} * height, mapping) : std::array<Levels, 3>{};
    QImage image(width / n, height / n, QImage::Format_RGB32);
    const int middle = smooth ? 0 : n / 2;
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const std::uint8_t* row = rgb + static_cast<std::ptrdiff_t>(y * n + middle) * width * 3;
        for (int x = 0; x < image.width(); ++x) {
            const std::uint8_t* pixel = row + static_cast<std::ptrdiff_t>(x * n + middle) * 3;
            const auto level =
                smooth && n > 1 ? meanOf(pixel, width, n) : std::array<int, 3>{pixel[0], pixel[1], pixel[2]};
            line[x] = mapped ? qRgb(levels[0][static_cast<std::size_t>(level[0])],
                                    levels[1][static_cast<std::size_t>(level[1])],
                                    levels[2][static_cast<std::size_t>(level[2])])
                             : qRgb(level[0], level[1], level[2]);
        }
    }
    return image;
}

} // namespace ld3m::widgets
