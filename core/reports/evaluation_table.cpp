#include "core/reports/evaluation_table.h"

#include <algorithm>

#include "core/base/statistics.h"

namespace ld3m::reports {
namespace {

// The mean of the rows' lists, element by element; empty when one of them has another length.
std::vector<double> meanOf(const std::vector<const EvaluationRow*>& rows,
                           std::vector<double> EvaluationRow::*values) {
    std::vector<double> sum((rows.front()->*values).size(), 0);
    for (const EvaluationRow* row : rows) {
        if ((row->*values).size() != sum.size())
            return {};
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += (row->*values)[i] / static_cast<double>(rows.size());
    }
    return sum;
}

} // namespace

double EvaluationRow::mean() const {
    return base::statisticsOf(accuracies).mean;
}

double EvaluationRow::deviation() const {
    return base::statisticsOf(accuracies).deviation;
}

std::vector<EvaluationRow> unseenAverages(const std::vector<EvaluationRow>& rows, const std::string& seen) {
    std::vector<std::string> sets;
    for (const EvaluationRow& row : rows)
        if (std::find(sets.begin(), sets.end(), row.set) == sets.end())
            sets.push_back(row.set);
    std::vector<EvaluationRow> averages;
    for (const std::string& set : sets) {
        std::vector<const EvaluationRow*> unseen;
        for (const EvaluationRow& row : rows)
            if (row.set == set && row.network != seen && row.network != kUnseenAverage)
                unseen.push_back(&row);
        if (unseen.size() >= 2)
            averages.push_back({set,
                                kUnseenAverage,
                                meanOf(unseen, &EvaluationRow::accuracies),
                                meanOf(unseen, &EvaluationRow::class_accuracies),
                                {}});
    }
    return averages;
}

} // namespace ld3m::reports
