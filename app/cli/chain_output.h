// A measured gradient chain as text: one object or block of lines for programs, a table for people.
#pragma once

#include <string>

#include "core/reports/diagnosis.h"

namespace ld3m::cli {

/// One JSON object: arm, steps, draws, chain of {timestep, weight, network, residual}, images, latents and
/// its two parts; each norm as the list of its draws.
std::string chainJsonLine(const reports::GradientChain& chain);

std::string chainCsvHeader();
/// One line a step, the noisiest first, and one (step 0) with the whole chain's ||dL/dZ|| and its two parts.
std::string chainCsvLines(const reports::GradientChain& chain);

/// Rows are the steps in walking order, entries "mean ± deviation" over draws.
std::string chainTable(const reports::GradientChain& chain, bool markdown);

} // namespace ld3m::cli
