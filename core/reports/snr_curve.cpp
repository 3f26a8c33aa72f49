#include "core/reports/snr_curve.h"

#include <cmath>

#include "core/base/polynomial_fit.h"
#include "core/base/sliding_snr.h"

namespace ld3m::reports {

SnrCurve snrCurve(const std::vector<IterationReport>& reports, const SnrSettings& settings) {
    SnrCurve curve;
    base::SlidingSnr snr(settings.window);
    for (const IterationReport& report : reports) {
        const double ratio =
            snr.add(settings.norm == Norm::latents ? report.latent_grad_norm : report.conditioning_grad_norm);
        if (!std::isfinite(ratio))
            continue;
        curve.iterations.push_back(static_cast<double>(report.iteration));
        curve.ratios.push_back(ratio);
    }
    const base::PolynomialFit fit(curve.iterations, curve.ratios, settings.degree);
    if (fit.degree() == settings.degree)
        for (const double iteration : curve.iterations)
            curve.fit.push_back(fit.at(iteration));
    return curve;
}

} // namespace ld3m::reports
