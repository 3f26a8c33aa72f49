#include "core/reports/evaluation_table.h"

#include <cmath>
#include <numeric>

namespace ld3m::reports {

double EvaluationRow::mean() const {
    if (accuracies.empty())
        return 0;
    return std::accumulate(accuracies.begin(), accuracies.end(), 0.0) / static_cast<double>(accuracies.size());
}

double EvaluationRow::deviation() const {
    if (accuracies.empty())
        return 0;
    const double centre = mean();
    double squares = 0;
    for (const double accuracy : accuracies)
        squares += (accuracy - centre) * (accuracy - centre);
    return std::sqrt(squares / static_cast<double>(accuracies.size()));
}

} // namespace ld3m::reports
