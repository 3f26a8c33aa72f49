// Measured gradient flow as text: one line a point for programs, a table a norm for people.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostics/gradient_flow.h"

namespace ld3m::cli {

/// One JSON object: arm, steps, and for each norm the draws' values with mean, deviation, min and max (null
/// where the model has no such learnable).
std::string flowJsonLine(const diagnostics::FlowPoint& point);

std::string flowCsvHeader();
/// The columns of flowCsvHeader(); empty ones where the model has no such learnable.
std::string flowCsvLine(const diagnostics::FlowPoint& point);

/// A table for each norm: rows are arms, columns are T, entries "mean ± deviation" over draws and "-" where
/// nothing was measured.
std::string flowTables(const diagnostics::FlowPlan& plan, const std::vector<diagnostics::FlowPoint>& points,
                       bool markdown);

} // namespace ld3m::cli
