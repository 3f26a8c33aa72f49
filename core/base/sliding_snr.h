// Signal-to-noise ratio of a row of numbers, as it goes: how steady gradient norms are.
#pragma once

#include <cstddef>
#include <vector>

namespace ld3m::base {

/// mean / deviation (population) of the newest `window` numbers; of all there are while they are fewer, from
/// the 10th on (or the window, where that is smaller).
class SlidingSnr {
public:
    explicit SlidingSnr(std::size_t window) : m_window(window < 2 ? 2 : window) {}

    /// The ratio with this number included. NaN before there are enough, and where they do not differ.
    double add(double number);
    void clear() { m_numbers.clear(); }

private:
    std::size_t m_window;
    std::size_t m_next = 0; ///< place of the oldest, once the window is full
    std::vector<double> m_numbers;
};

} // namespace ld3m::base
