#include "core/files/colour_reduction.h"

#include <algorithm>
#include <unordered_map>

namespace ld3m::files {
namespace {

struct Weighed {
    Colour colour;
    std::int64_t pixels;
};

std::uint32_t keyOf(const Colour& colour) {
    return std::uint32_t(colour[0]) << 16 | std::uint32_t(colour[1]) << 8 | colour[2];
}

std::vector<Weighed> coloursOf(std::span<const std::uint8_t> rgb) {
    std::unordered_map<std::uint32_t, std::int64_t> counts;
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        ++counts[keyOf({rgb[i], rgb[i + 1], rgb[i + 2]})];
    std::vector<Weighed> colours;
    for (const auto& [key, pixels] : counts)
        colours.push_back({{std::uint8_t(key >> 16), std::uint8_t(key >> 8), std::uint8_t(key)}, pixels});
    std::ranges::sort(colours, {}, &Weighed::colour); // the same palette whatever the order of the map
    return colours;
}

/// A part of the colours that becomes one.
struct Box {
    std::span<Weighed> colours;
    int channel = 0; ///< in which it is widest
    std::int64_t width = 0;
    std::int64_t pixels = 0;

    explicit Box(std::span<Weighed> held) : colours(held) {
        for (const Weighed& each : colours)
            pixels += each.pixels;
        for (int c = 0; c < 3; ++c) {
            const auto [least, most] = std::ranges::minmax(
                colours, {}, [c](const Weighed& each) { return each.colour[std::size_t(c)]; });
            const std::int64_t span = most.colour[std::size_t(c)] - least.colour[std::size_t(c)];
            if (span > width) {
                width = span;
                channel = c;
            }
        }
    }
    /// Wide boxes of many pixels are cut first.
    std::int64_t urgency() const { return width * pixels; }
    Colour mean() const {
        std::array<std::int64_t, 3> sum{};
        for (const Weighed& each : colours)
            for (std::size_t c = 0; c < 3; ++c)
                sum[c] += each.colour[c] * each.pixels;
        Colour colour;
        for (std::size_t c = 0; c < 3; ++c)
            colour[c] = std::uint8_t((sum[c] + pixels / 2) / pixels);
        return colour;
    }
};

/// Into two of about equally many pixels.
std::pair<Box, Box> cut(const Box& box) {
    const auto channel = std::size_t(box.channel);
    std::ranges::stable_sort(box.colours, {},
                             [channel](const Weighed& each) { return each.colour[channel]; });
    std::int64_t before = 0;
    std::size_t at = 0;
    while (at + 1 < box.colours.size() && (at == 0 || 2 * before < box.pixels))
        before += box.colours[at++].pixels;
    return {Box(box.colours.first(at)), Box(box.colours.subspan(at))};
}

} // namespace

ReducedPicture reduceColours(std::span<const std::uint8_t> rgb, std::size_t most) {
    std::vector<Weighed> colours = coloursOf(rgb);
    std::vector<Box> boxes;
    if (!colours.empty())
        boxes.emplace_back(std::span(colours));
    while (boxes.size() < most) {
        const auto widest = std::ranges::max_element(boxes, {}, &Box::urgency);
        if (widest == boxes.end() || widest->urgency() == 0)
            break; // every colour has its own
        const auto [left, right] = cut(*widest);
        *widest = left;
        boxes.push_back(right);
    }
    ReducedPicture picture;
    std::unordered_map<std::uint32_t, std::uint8_t> places;
    for (const Box& box : boxes) {
        for (const Weighed& each : box.colours)
            places[keyOf(each.colour)] = std::uint8_t(picture.palette.size());
        picture.palette.push_back(box.mean());
    }
    picture.indices.reserve(rgb.size() / 3);
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        picture.indices.push_back(places.at(keyOf({rgb[i], rgb[i + 1], rgb[i + 2]})));
    return picture;
}

} // namespace ld3m::files
