#include "app/workbench/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace ld3m::workbench {
namespace {

constexpr int kBarWidth = 40;

} // namespace

std::size_t latencyBucket(double milliseconds) {
    return std::size_t(std::ranges::upper_bound(kLatencyBuckets, milliseconds) - kLatencyBuckets.begin());
}

std::string toText(const LatencyHistogram& histogram) {
    std::int64_t most = 1;
    std::int64_t sum = 0;
    for (const std::int64_t count : histogram) {
        most = std::max(most, count);
        sum += count;
    }
    std::ostringstream out;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        const bool open = i == kLatencyBuckets.size();
        // Logarithmic: what matters is whether the last rows are empty.
        const double bar =
            histogram[i] == 0 ? 0 : (1 + std::log10(double(histogram[i]))) / (1 + std::log10(double(most)));
        out << (open ? "   over " : "  under ") << std::setw(3)
            << (open ? kLatencyBuckets.back() : kLatencyBuckets[i]) << " ms " << std::setw(9) << histogram[i]
            << "  " << std::fixed << std::setprecision(3) << std::setw(7)
            << (sum > 0 ? 100 * double(histogram[i]) / double(sum) : 0.0) << " %  " << std::defaultfloat
            << std::string(std::size_t(std::lround(kBarWidth * bar)), '#') << "\n";
    }
    return out.str();
}

} // namespace ld3m::workbench
