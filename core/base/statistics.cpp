#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>

namespace ld3m::base {

Statistics statisticsOf(const std::vector<double>& numbers) {
    if (numbers.empty())
        return {};
    const auto count = static_cast<double>(numbers.size());
    double sum = 0;
    for (const double number : numbers)
        sum += number;
    double squares = 0;
    for (const double number : numbers)
        squares += (number - sum / count) * (number - sum / count);
    const auto [smallest, largest] = std::ranges::minmax_element(numbers);
    return {sum / count, std::sqrt(squares / count), *smallest, *largest};
}

} // namespace ld3m::base
