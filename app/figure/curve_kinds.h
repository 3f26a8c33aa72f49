// The curves of one or more runs as figures.
#pragma once

#include <vector>

#include "app/figure/run_record.h"
#include "widgets/figures/curve_figure.h"

namespace ld3m::figure {

// Of one run each quantity has a colour of its own; of several each run has one, and a second quantity is
// dashed. Runs without numbers are left out; a figure without any has no points.

widgets::CurveFigure lossFigure(const std::vector<RunRecord>& runs);
widgets::CurveFigure gradientFigure(const std::vector<RunRecord>& runs);
widgets::CurveFigure rateFigure(const std::vector<RunRecord>& runs);
/// Each network of the newest protocol; baselines as lines.
widgets::CurveFigure accuracyFigure(const std::vector<RunRecord>& runs);
/// Seconds: of one run by phase, of several as a whole.
widgets::CurveFigure timeFigure(const std::vector<RunRecord>& runs);

/// Signal-to-noise ratio of ||dL/dZ|| over `window` iterations with a polynomial fit of `degree`, dashed
/// (LD3M Figure 6). degree 0: without fits.
widgets::CurveFigure snrFigure(const std::vector<RunRecord>& runs, std::size_t window, int degree);

} // namespace ld3m::figure
