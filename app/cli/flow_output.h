// Measured gradient flow as text: one line a point for programs, a table a norm for people.
#pragma once

#include <string>
#include <vector>

#include "core/reports/diagnosis.h"

namespace ld3m::cli {

/// What was to be measured: the rows, the columns.
struct AskedFlow {
    std::vector<std::string> arms;
    std::vector<std::int64_t> steps;
    std::int64_t draws = 0;
};

/// One JSON object: arm, steps, and for each norm the draws' values with mean, deviation, min and max (null
/// where the model has no such learnable).
std::string flowJsonLine(const reports::FlowPoint& point);

std::string flowCsvHeader();
/// The columns of flowCsvHeader(); empty ones where the model has no such learnable.
std::string flowCsvLine(const reports::FlowPoint& point);

/// A table for each norm: rows are arms, columns are T, entries "mean ± deviation" over draws and "-" where
/// nothing was measured.
std::string flowTables(const AskedFlow& asked, const std::vector<reports::FlowPoint>& points, bool markdown);

} // namespace ld3m::cli
