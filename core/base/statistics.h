// What is said of a few measured numbers.
#pragma once

#include <vector>

namespace ld3m::base {

struct Statistics {
    double mean = 0;
    double deviation = 0; ///< of the population: 0 for a single number
    double smallest = 0;
    double largest = 0;
};

/// All zero for no numbers.
Statistics statisticsOf(const std::vector<double>& numbers);

} // namespace ld3m::base
