#include "core/base/sliding_snr.h"

#include <algorithm>
#include <limits>

#include "core/base/statistics.h"

namespace ld3m::base {
namespace {

constexpr std::size_t kFewest = 10;

} // namespace

double SlidingSnr::add(double number) {
    if (m_numbers.size() < m_window) {
        m_numbers.push_back(number);
        m_next = 0;
    } else {
        m_numbers[m_next] = number;
        m_next = (m_next + 1) % m_window;
    }
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (m_numbers.size() < std::min(kFewest, m_window))
        return kUnknown;
    // Summed anew each time: running sums would drift over a million numbers.
    const Statistics all = statisticsOf(m_numbers);
    return all.deviation > 0 ? all.mean / all.deviation : kUnknown;
}

} // namespace ld3m::base
