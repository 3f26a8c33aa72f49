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

/// The taps of the `kept` middle pixels of an axis that shrinks or grows from `size` to `resized`.
std::vector<Tap> tapsFor(std::int64_t size, std::int64_t resized, std::int64_t kept) {
    const double step = static_cast<double>(size) / static_cast<double>(resized);
    const double reach = std::max(step, 1.0);
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

} // namespace

Rgb8 fitSquare(Rgb8 image, std::int64_t resolution) {
    if (image.height == resolution && image.width == resolution)
        return image;
    const std::int64_t shorter = std::min(image.height, image.width);
    const std::vector<Tap> across = tapsFor(image.width, resolution * image.width / shorter, resolution);
    const std::vector<Tap> down = tapsFor(image.height, resolution * image.height / shorter, resolution);
    const std::vector<float> rows = resampleRows(image, across);
    const std::size_t stride = static_cast<std::size_t>(resolution) * 3;
    Rgb8 square{resolution, resolution,
                std::vector<std::uint8_t>(static_cast<std::size_t>(resolution) * stride)};
    std::vector<float> sum(stride);
    std::uint8_t* out = square.bytes.data();
    for (const Tap& tap : down) {
        std::fill(sum.begin(), sum.end(), 0.0F);
        const float* in = rows.data() + static_cast<std::size_t>(tap.from) * stride;
        for (const float weight : tap.weights) {
            for (std::size_t x = 0; x < stride; ++x)
                sum[x] += weight * in[x];
            in += stride;
        }
        for (const float value : sum)
            *out++ = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    }
    return square;
}

} // namespace ld3m::images
