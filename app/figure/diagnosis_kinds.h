// What `ld3m diagnose` stored in run folders, as figures: norms against T (LD3M Table 1), norms along the
// chain of reverse steps.
#pragma once

#include <vector>

#include "app/figure/run_record.h"
#include "widgets/figures/curve_figure.h"

namespace ld3m::figure {

// The newest stored diagnosis of each run that has what is drawn. Of one run each arm has a colour of its
// own; of several each run has one, and what is without residual is dashed. Mean and deviation over draws.

struct FlowFigures {
    widgets::CurveFigure latents;      ///< ||dL/dZ||
    widgets::CurveFigure conditioning; ///< ||dL/dc||; may have no points
};

FlowFigures flowFigures(const std::vector<RunRecord>& runs);
/// Of the recipe's T where it was measured, else of the largest.
widgets::CurveFigure chainFigure(const std::vector<RunRecord>& runs);

} // namespace ld3m::figure
