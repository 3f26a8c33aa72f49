#include "core/reports/diagnosis_curves.h"

#include <limits>
#include <map>

#include "core/base/statistics.h"

namespace ld3m::reports {
namespace {

void add(NormCurve& curve, double x, const std::vector<double>& draws) {
    if (draws.empty())
        return;
    const base::Statistics all = base::statisticsOf(draws);
    curve.x.push_back(x);
    curve.mean.push_back(all.mean > 0 ? all.mean : std::numeric_limits<double>::quiet_NaN());
    curve.deviation.push_back(all.deviation);
}

} // namespace

std::vector<FlowCurves> flowCurves(const Diagnosis& diagnosis) {
    std::map<std::string, std::map<std::int64_t, const FlowPoint*>> arms;
    for (const FlowPoint& point : diagnosis.flow)
        arms[point.arm][point.steps] = &point;
    std::vector<FlowCurves> all;
    for (const auto& [arm, points] : arms) {
        FlowCurves& curves = all.emplace_back(FlowCurves{arm, {}, {}});
        for (const auto& [steps, point] : points) {
            add(curves.latents, static_cast<double>(steps), point->latent_norms);
            add(curves.conditioning, static_cast<double>(steps), point->conditioning_norms);
        }
    }
    return all;
}

std::vector<ChainCurves> chainCurves(const Diagnosis& diagnosis, std::int64_t steps) {
    std::vector<ChainCurves> all;
    for (const GradientChain& chain : diagnosis.chains) {
        if (chain.steps != steps)
            continue;
        ChainCurves& curves = all.emplace_back(ChainCurves{chain.arm, {}, {}});
        for (std::size_t k = 0; k < chain.chain.size(); ++k) {
            add(curves.network, static_cast<double>(k + 1), chain.chain[k].network);
            add(curves.residual, static_cast<double>(k + 1), chain.chain[k].residual);
        }
    }
    return all;
}

} // namespace ld3m::reports
