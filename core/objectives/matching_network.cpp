#include "core/objectives/matching_network.h"

namespace ld3m::objectives {

std::unique_ptr<networks::Network> matchingNetwork(const settings::Recipe& recipe, std::int64_t classes) {
    return networks::makeNetwork(recipe.objective.network, {.resolution = recipe.dataset.resolution,
                                                            .classes = classes,
                                                            .width = recipe.objective.width,
                                                            .depth = recipe.objective.depth,
                                                            .norm = recipe.objective.norm,
                                                            .pooling = recipe.objective.pooling,
                                                            .activation = recipe.objective.activation});
}

} // namespace ld3m::objectives
