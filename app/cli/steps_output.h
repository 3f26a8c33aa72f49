// What was explored at several T as text: one line a T for programs, a table for people.
#pragma once

#include <string>
#include <vector>

#include "core/reports/step_exploration.h"

namespace ld3m::cli {

/// One JSON object: steps, reverse_steps, norms with and without the residual (conditioning null where the
/// model has none), seconds with their phases, peak_bytes, memory.
std::string stepsJsonLine(const reports::StepPoint& point);

/// A heading that names the latents, a row a T, and what the columns mean.
std::string stepsTable(const reports::StepSubject& subject, const std::vector<reports::StepPoint>& points);

} // namespace ld3m::cli
