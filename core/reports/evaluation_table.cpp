#include "core/reports/evaluation_table.h"

#include "core/base/statistics.h"

namespace ld3m::reports {

double EvaluationRow::mean() const {
    return base::statisticsOf(accuracies).mean;
}

double EvaluationRow::deviation() const {
    return base::statisticsOf(accuracies).deviation;
}

} // namespace ld3m::reports
