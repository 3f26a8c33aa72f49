// The smallest and the largest of any stretch of a long curve, found without looking at each point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ld3m::widgets {

/// Remembers the extremes of blocks of 32 points, of 32 such blocks, and so on. A million points are asked
/// for a pixel column in about a hundred steps instead of thousands. NaN is a gap and never an extreme.
class ExtremeBlocks {
public:
    struct Extremes {
        static constexpr std::size_t kNone = SIZE_MAX;
        std::size_t lowest = kNone; ///< index of the first smallest value
        std::size_t highest = kNone;
        bool gap = false; ///< something did not count
        bool any() const { return lowest != kNone; }
    };

    /// Learns `y` anew from `first` on; what stood before is as it was.
    void update(const std::vector<double>& y, std::size_t first);

    /// Of y[begin] to y[end - 1]; with `positive`, what is not above zero counts as a gap. `y` is what
    /// update() was given last.
    Extremes of(const std::vector<double>& y, std::size_t begin, std::size_t end, bool positive) const;

private:
    void take(const std::vector<double>& y, std::size_t level, std::size_t block, bool positive,
              Extremes& found) const;

    std::vector<std::vector<Extremes>> m_levels; ///< whole blocks only; level 0 has 32 points a block
};

} // namespace ld3m::widgets
