#include "core/images/fit_square.h"

#include <algorithm>
#include <cmath>

namespace ld3m::images {
namespace {

/// One output pixel along one axis: input pixels [from, from + weights.size()).
struct Tap {
    std::int64_t from = 0;
    std::vector<float> weights;
};

/// The taps of the `kept` middle pixels of an axis that shrinks or grows from `size` to `resized`. Without
/// antialiasing a pixel is interpolated between its two neighbours, however many fall into it.
std::vector<Tap> tapsFor(std::int64_t size, std::int64_t resized, std::int64_t kept, bool antialias) {
    const double step = static_cast<double>(size) / static_cast<double>(resized);
    const double reach = antialias ? std::max(step, 1.0) : 1.0;
    // Half to even, as the field's centre crop rounds.
    const auto offset = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(resized - kept) / 2));
    std::vector<Tap> taps(static_cast<std::size_t>(kept));
    for (std::int64_t i = 0; i < kept; ++i) {
        Tap& tap = taps[static_cast<std::size_t>(i)];
        const double centre = (static_cast<double>(i + offset) + 0.5) * step;
        tap.from = std::max<std::int64_t>(0, static_cast<std::int64_t>(centre - reach + 0.5));
        const std::int64_t to = std::min(size, static_cast<std::int64_t>(centre + reach + 0.5));
        double sum = 0;
        std::vector<double> weights;
        for (std::int64_t k = tap.from; k < to; ++k) {
            weights.push_back(std::max(0.0, 1 - std::abs((static_cast<double>(k) + 0.5 - centre) / reach)));
            sum += weights.back();
        }
        for (const double weight : weights)
            tap.weights.push_back(static_cast<float>(weight / sum));
    }
    return taps;
}

/// Every row of `image`, resampled along it.
std::vector<float> resampleRows(const Rgb8& image, const std::vector<Tap>& taps) {
    std::vector<float> rows(static_cast<std::size_t>(image.height) * taps.size() * 3);
    float* out = rows.data();
    for (std::int64_t y = 0; y < image.height; ++y) {
        const std::uint8_t* row = image.bytes.data() + y * image.width * 3;
        for (const Tap& tap : taps) {
            const std::uint8_t* in = row + tap.from * 3;
            float red = 0, green = 0, blue = 0;
            for (const float weight : tap.weights) {
                red += weight * in[0];
                green += weight * in[1];
                blue += weight * in[2];
                in += 3;
            }
            *out++ = red;
            *out++ = green;
            *out++ = blue;
        }
    }
    return rows;
}

/// Every column of `rows` (each `stride` long), resampled along it.
std::vector<float> resampleColumns(const std::vector<float>& rows, std::size_t stride,
                                   const std::vector<Tap>& taps) {
    std::vector<float> out(taps.size() * stride);
    float* sum = out.data();
    for (const Tap& tap : taps) {
        const float* in = rows.data() + static_cast<std::size_t>(tap.from) * stride;
        for (const float weight : tap.weights) {
            for (std::size_t x = 0; x < stride; ++x)
                sum[x] += weight * in[x];
            in += stride;
        }
        sum += stride;
    }
    return out;
}

void roundAll(std::vector<float>& levels) {
    for (float& level : levels)
        level = std::clamp(std::round(level), 0.0F, 255.0F);
}

std::vector<float> squareOf(const Rgb8& image, std::int64_t resolution, bool antialias, bool rounded) {
    if (image.height == resolution && image.width == resolution)
        return {image.bytes.begin(), image.bytes.end()};
    const std::int64_t shorter = std::min(image.height, image.width);
    const auto taps = [&](std::int64_t size) {
        return tapsFor(size, resolution * size / shorter, resolution, antialias);
    };
    std::vector<float> rows = resampleRows(image, taps(image.width));
    if (rounded)
        roundAll(rows);
    std::vector<float> square =
        resampleColumns(rows, static_cast<std::size_t>(resolution) * 3, taps(image.height));
    if (rounded)
        roundAll(square);
    return square;
}

} // namespace

Rgb8 fitSquare(Rgb8 image, std::int64_t resolution, bool antialias) {
    if (image.height == resolution && image.width == resolution)
        return image;
    const std::vector<float> levels = squareOf(image, resolution, antialias, true);
    Rgb8 square{resolution, resolution, std::vector<std::uint8_t>(levels.size())};
    std::ranges::transform(levels, square.bytes.begin(),
                           [](float level) { return static_cast<std::uint8_t>(level); });
    return square;
}

std::vector<float> fitSquareLevels(const Rgb8& image, std::int64_t resolution, bool antialias) {
    return squareOf(image, resolution, antialias, false);
}

} // namespace ld3m::images
