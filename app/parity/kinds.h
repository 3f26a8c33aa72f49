// Which kinds of reference files can be recomputed, and by what.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/parity/comparison.h"

namespace ld3m::parity {

/// Recomputes what the file stores. @throws base::InputError when something is missing in the file,
/// UnknownCase for a variant that the engine does not have.
using Recompute = std::function<void(const CaseFile&, Comparison&)>;

const std::map<std::string, Recompute>& kinds();

void compareSchedule(const CaseFile& file, Comparison& comparison);
void compareUNet(const CaseFile& file, Comparison& comparison);
void compareVqAutoencoder(const CaseFile& file, Comparison& comparison);
void compareKlAutoencoder(const CaseFile& file, Comparison& comparison);
void compareClassEmbedder(const CaseFile& file, Comparison& comparison);
void compareSampler(const CaseFile& file, Comparison& comparison);
void comparePullBack(const CaseFile& file, Comparison& comparison);
void compareResize(const CaseFile& file, Comparison& comparison);
void compareDataPipeline(const CaseFile& file, Comparison& comparison);
void compareImageDraws(const CaseFile& file, Comparison& comparison);
void compareInit(const CaseFile& file, Comparison& comparison);
void compareMatchLoss(const CaseFile& file, Comparison& comparison);
void compareGradientMatching(const CaseFile& file, Comparison& comparison);
void compareOuterLoops(const CaseFile& file, Comparison& comparison);
void compareDistributionMatching(const CaseFile& file, Comparison& comparison);
void compareTrajectoryMatching(const CaseFile& file, Comparison& comparison);
void compareAugmentationOps(const CaseFile& file, Comparison& comparison);
void compareAugmentationCalls(const CaseFile& file, Comparison& comparison);
void compareOptimiser(const CaseFile& file, Comparison& comparison);
void compareEvaluationRate(const CaseFile& file, Comparison& comparison);
void compareEvaluationRun(const CaseFile& file, Comparison& comparison);
void compareExpert(const CaseFile& file, Comparison& comparison);
void compareNetwork(const CaseFile& file, Comparison& comparison);
void compareNetworkStart(const CaseFile& file, Comparison& comparison);

} // namespace ld3m::parity
