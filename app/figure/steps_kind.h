// Accuracy and time against the number of reverse steps T, over the runs of a sweep or project (LD3M Figure
// 4).
#pragma once

#include <filesystem>
#include <vector>

#include "widgets/figures/curve_figure.h"

namespace ld3m::figure {

struct StepsFigures {
    widgets::CurveFigure
        accuracy; ///< mean of the newest evaluation's networks; mean and deviation over runs of equal T
    widgets::CurveFigure time; ///< seconds an iteration, mean over a run's iterations
};

/// Run folders, or folders that have runs in runs/. @throws base::InputError when there is no run with
/// numbers.
StepsFigures stepsFigures(const std::vector<std::string>& folders);

} // namespace ld3m::figure
