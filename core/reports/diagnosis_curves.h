// What a diagnosis measured as curves, mean and deviation over its draws, for plots and figures.
#pragma once

#include <string>
#include <vector>

#include "core/reports/diagnosis.h"

namespace ld3m::reports {

/// Of equal lengths, by x ascending. A mean of 0 is not a number: axes of norms are logarithmic.
struct NormCurve {
    std::vector<double> x, mean, deviation;
};

struct FlowCurves {
    std::string arm;
    NormCurve latents, conditioning; ///< against T; either may be empty
};

struct ChainCurves {
    std::string arm;
    NormCurve network, residual; ///< against the reverse step, 1 being the noisiest; residual may be empty
};

/// By the names of the arms.
std::vector<FlowCurves> flowCurves(const Diagnosis& diagnosis);
/// Of the chains of T = `steps`, in their order.
std::vector<ChainCurves> chainCurves(const Diagnosis& diagnosis, std::int64_t steps);

} // namespace ld3m::reports
