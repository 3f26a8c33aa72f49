#include "app/parity/kinds.h"

namespace ld3m::parity {

const std::map<std::string, Recompute>& kinds() {
    static const std::map<std::string, Recompute> table = {
        {"schedule", compareSchedule},
        {"unet", compareUNet},
        {"vq", compareVqAutoencoder},
        {"kl", compareKlAutoencoder},
        {"class_embedder", compareClassEmbedder},
        {"sampler", compareSampler},
        {"pullback", comparePullBack},
        {"resize", compareResize},
        {"data_pipeline", compareDataPipeline},
        {"get_images", compareImageDraws},
        {"init", compareInit},
        {"match_loss", compareMatchLoss},
        {"dc", compareGradientMatching},
        {"dc_outer", compareOuterLoops},
        {"dm", compareDistributionMatching},
        {"mtt", compareTrajectoryMatching},
        {"dsa_ops", compareAugmentationOps},
        {"dsa_call", compareAugmentationCalls},
        {"optimiser", compareOptimiser},
        {"evaluation_rate", compareEvaluationRate},
        {"evaluation_run", compareEvaluationRun},
        {"expert", compareExpert},
        {"network", compareNetwork},
        {"network_init", compareNetworkStart},
    };
    return table;
}

} // namespace ld3m::parity
