#include "widgets/plots/extreme_blocks.h"

#include <algorithm>
#include <cmath>

namespace ld3m::widgets {
namespace {

using Extremes = ExtremeBlocks::Extremes;

constexpr std::size_t kFold = 32;

void takePoint(const std::vector<double>& y, std::size_t i, bool positive, Extremes& found) {
    if (std::isnan(y[i]) || std::isinf(y[i]) || (positive && y[i] <= 0)) {
        found.gap = true;
        return;
    }
    if (!found.any() || y[i] < y[found.lowest])
        found.lowest = i;
    if (found.highest == Extremes::kNone || y[i] > y[found.highest])
        found.highest = i;
}

/// `later` stands behind everything that was found.
void takeBlock(const std::vector<double>& y, const Extremes& later, Extremes& found) {
    found.gap = found.gap || later.gap;
    if (!later.any())
        return;
    if (!found.any() || y[later.lowest] < y[found.lowest])
        found.lowest = later.lowest;
    if (found.highest == Extremes::kNone || y[later.highest] > y[found.highest])
        found.highest = later.highest;
}

} // namespace

void ExtremeBlocks::update(const std::vector<double>& y, std::size_t first) {
    std::size_t size = kFold;
    for (std::size_t level = 0; size <= y.size() || level < m_levels.size(); ++level, size *= kFold) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        std::vector<Extremes>& blocks = m_levels[level];
        blocks.resize(std::min(blocks.size(), first / size));
        while ((blocks.size() + 1) * size <= y.size()) {
            const std::size_t block = blocks.size();
            Extremes found;
            for (std::size_t part = block * kFold; part < (block + 1) * kFold; ++part)
                level == 0 ? takePoint(y, part, false, found)
                           : takeBlock(y, m_levels[level - 1][part], found);
            blocks.push_back(found);
        }
    }
}

Extremes ExtremeBlocks::of(const std::vector<double>& y, std::size_t begin, std::size_t end,
                           bool positive) const {
    Extremes found;
    while (begin < end) {
        std::size_t size = 1;
        std::size_t levels = 0; // that fit here
        while (levels < m_levels.size() && begin % (size * kFold) == 0 && begin + size * kFold <= end) {
            size *= kFold;
            ++levels;
        }
        if (levels == 0)
            takePoint(y, begin, positive, found);
        else
            take(y, levels - 1, begin / size, positive, found);
        begin += size;
    }
    return found;
}

void ExtremeBlocks::take(const std::vector<double>& y, std::size_t level, std::size_t block, bool positive,
                         Extremes& found) const {
    const Extremes& whole = m_levels[level][block];
    const bool mixed = positive && whole.any() && y[whole.lowest] <= 0;
    if (!mixed) {
        takeBlock(y, whole, found);
        return;
    }
    if (y[whole.highest] <= 0) {
        found.gap = true;
        return;
    }
    for (std::size_t part = block * kFold; part < (block + 1) * kFold; ++part)
        level == 0 ? takePoint(y, part, true, found) : take(y, level - 1, part, true, found);
}

} // namespace ld3m::widgets
