// How steady a run's gradient norms are over its iterations, and the trend of it (the paper's Figure 6).
#pragma once

#include <vector>

#include "core/reports/iteration_report.h"

namespace ld3m::reports {

enum class Norm { latents, conditioning }; ///< ||dL/dZ||, ||dL/dc||

struct SnrSettings {
    Norm norm = Norm::latents;
    std::size_t window = 50; ///< iterations; 2 or more
    int degree = 3;          ///< of the fitted polynomial
};

/// Of equal lengths. Iterations before there is a ratio are left out.
struct SnrCurve {
    std::vector<double> iterations;
    std::vector<double>
        ratios; ///< mean / deviation (population) over the newest `window` norms, see base::SlidingSnr
    std::vector<double>
        fit; ///< least squares through the ratios; empty where they are too few for the degree
};

/// `reports` in the order of their iterations.
SnrCurve snrCurve(const std::vector<IterationReport>& reports, const SnrSettings& settings);

} // namespace ld3m::reports
