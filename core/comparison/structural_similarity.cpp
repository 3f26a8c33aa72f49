#include "core/comparison/structural_similarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ld3m::comparison {
namespace {

constexpr std::int64_t kWindow = 11;
constexpr double kSigma = 1.5;
constexpr double kC1 = 0.01 * 255 * 0.01 * 255;
constexpr double kC2 = 0.03 * 255 * 0.03 * 255;

/// One number a pixel, rows packed.
struct Plane {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<double> values;
};

Plane planeOf(std::int64_t height, std::int64_t width) {
    return {height, width, std::vector<double>(static_cast<std::size_t>(height * width))};
}

/// `size` weights that sum to 1.
std::vector<double> gaussian(std::int64_t size) {
    std::vector<double> weights;
    double sum = 0;
    for (std::int64_t i = 0; i < size; ++i) {
        const double from = static_cast<double>(i - size / 2);
        weights.push_back(std::exp(-from * from / (2 * kSigma * kSigma)));
        sum += weights.back();
    }
    for (double& weight : weights)
        weight /= sum;
    return weights;
}

std::int64_t windowFor(std::int64_t side) {
    return std::min(kWindow, side % 2 == 0 ? side - 1 : side);
}

/// Weighted mean of every window that lies inside: first along rows, then along columns.
Plane blurred(const Plane& plane, const std::vector<double>& down, const std::vector<double>& across) {
    const auto rows = static_cast<std::int64_t>(down.size());
    const auto columns = static_cast<std::int64_t>(across.size());
    Plane rowwise = planeOf(plane.height, plane.width - columns + 1);
    for (std::int64_t y = 0; y < rowwise.height; ++y)
        for (std::int64_t i = 0; i < columns; ++i) {
            const double weight = across[static_cast<std::size_t>(i)];
            const double* from = plane.values.data() + y * plane.width + i;
            double* to = rowwise.values.data() + y * rowwise.width;
            for (std::int64_t x = 0; x < rowwise.width; ++x)
                to[x] += weight * from[x];
        }
    Plane both = planeOf(plane.height - rows + 1, rowwise.width);
    for (std::int64_t y = 0; y < both.height; ++y)
        for (std::int64_t i = 0; i < rows; ++i) {
            const double weight = down[static_cast<std::size_t>(i)];
            const double* from = rowwise.values.data() + (y + i) * rowwise.width;
            double* to = both.values.data() + y * both.width;
            for (std::int64_t x = 0; x < both.width; ++x)
                to[x] += weight * from[x];
        }
    return both;
}

Plane channelOf(const std::uint8_t* rgb, std::int64_t height, std::int64_t width, int channel) {
    Plane plane = planeOf(height, width);
    for (std::size_t i = 0; i < plane.values.size(); ++i)
        plane.values[i] = static_cast<double>(rgb[3 * i + static_cast<std::size_t>(channel)]);
    return plane;
}

Plane product(const Plane& a, const Plane& b) {
    Plane plane = planeOf(a.height, a.width);
    for (std::size_t i = 0; i < plane.values.size(); ++i)
        plane.values[i] = a.values[i] * b.values[i];
    return plane;
}

double similarityOf(const Plane& a, const Plane& b) {
    const std::vector<double> down = gaussian(windowFor(a.height));
    const std::vector<double> across = gaussian(windowFor(a.width));
    const auto blur = [&](const Plane& plane) { return blurred(plane, down, across); };
    const Plane meanA = blur(a);
    const Plane meanB = blur(b);
    const Plane squareA = blur(product(a, a));
    const Plane squareB = blur(product(b, b));
    const Plane both = blur(product(a, b));
    double sum = 0;
    for (std::size_t i = 0; i < both.values.size(); ++i) {
        const double ma = meanA.values[i];
        const double mb = meanB.values[i];
        const double varianceA = squareA.values[i] - ma * ma;
        const double varianceB = squareB.values[i] - mb * mb;
        const double covariance = both.values[i] - ma * mb;
        sum += (2 * ma * mb + kC1) * (2 * covariance + kC2) /
               ((ma * ma + mb * mb + kC1) * (varianceA + varianceB + kC2));
    }
    return sum / static_cast<double>(both.values.size());
}

} // namespace

double structuralSimilarity(const std::uint8_t* a, const std::uint8_t* b, std::int64_t height,
                            std::int64_t width) {
    const std::int64_t bytes = height * width * 3;
    if (std::equal(a, a + bytes, b))
        return 1;
    double sum = 0;
    for (int channel = 0; channel < 3; ++channel)
        sum += similarityOf(channelOf(a, height, width, channel), channelOf(b, height, width, channel));
    return sum / 3;
}

} // namespace ld3m::comparison
