#include "widgets/images/sheet_difference.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace ld3m::widgets {
namespace {

/// Blocks are short enough for a 32-bit sum, which compilers turn into vector instructions.
std::uint64_t squaredDistance(const std::uint8_t* a, const std::uint8_t* b, std::int64_t count) {
    constexpr std::int64_t kBlock = 16384;
    std::uint64_t total = 0;
    for (std::int64_t first = 0; first < count; first += kBlock) {
        std::uint32_t sum = 0;
        for (std::int64_t i = first; i < std::min(first + kBlock, count); ++i) {
            const int difference = a[i] - b[i];
            sum += static_cast<std::uint32_t>(difference * difference);
        }
        total += sum;
    }
    return total;
}

double root(std::uint64_t squares, std::int64_t count) {
    return count == 0 ? 0.0 : std::sqrt(static_cast<double>(squares) / static_cast<double>(count));
}

} // namespace

bool comparable(const reports::ImageSheet& a, const reports::ImageSheet& b) {
    return a.rgb && b.rgb && a.count() > 0 && a.ipc == b.ipc && a.width == b.width && a.height == b.height &&
           a.class_names == b.class_names;
}

double rootMeanSquare(const reports::ImageSheet& a, const reports::ImageSheet& b) {
    const std::int64_t count = a.count() * a.height * a.width * 3;
    return a.rgb == b.rgb ? 0.0 : root(squaredDistance(a.rgb->data(), b.rgb->data(), count), count);
}

double rootMeanSquare(const reports::ImageSheet& a, const reports::ImageSheet& b, std::int64_t label,
                      std::int64_t k) {
    const std::int64_t count = a.height * a.width * 3;
    return root(squaredDistance(a.image(label, k), b.image(label, k), count), count);
}

std::vector<std::int64_t> classesByDifference(const reports::ImageSheet& a, const reports::ImageSheet& b) {
    const std::int64_t count = a.ipc * a.height * a.width * 3;
    std::vector<std::uint64_t> distance;
    for (std::size_t label = 0; label < a.class_names.size(); ++label) {
        const auto l = static_cast<std::int64_t>(label);
        distance.push_back(squaredDistance(a.image(l, 0), b.image(l, 0), count));
    }
    std::vector<std::int64_t> labels(distance.size());
    std::iota(labels.begin(), labels.end(), std::int64_t{0});
    std::ranges::stable_sort(labels, std::ranges::greater(),
                             [&](std::int64_t label) { return distance[static_cast<std::size_t>(label)]; });
    return labels;
}

QString differenceText(double rms) {
    if (rms <= 0)
        return QCoreApplication::translate("ImageComparison", "identical");
    return QCoreApplication::translate("ImageComparison", "RMS %1 · PSNR %2 dB")
        .arg(rms, 0, 'f', 2)
        .arg(20 * std::log10(255 / rms), 0, 'f', 1);
}

QImage differenceImage(const reports::ImageSheet& a, const reports::ImageSheet& b, std::int64_t label,
                       std::int64_t k, int gain) {
    QImage image(static_cast<int>(a.width), static_cast<int>(a.height), QImage::Format_RGB32);
    const std::uint8_t* first = a.image(label, k);
    const std::uint8_t* second = b.image(label, k);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x, first += 3, second += 3) {
            const auto channel = [&](int c) { return std::min(255, std::abs(first[c] - second[c]) * gain); };
            line[x] = qRgb(channel(0), channel(1), channel(2));
        }
    }
    return image;
}

} // namespace ld3m::widgets
