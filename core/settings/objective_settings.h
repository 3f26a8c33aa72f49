// What makes synthetic images good: the matching objective and its network.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

enum class ObjectiveKind { gradient_matching };
enum class NetworkKind { convnet };
enum class Norm { instance, group, layer, none };
enum class Distance { layerwise, mse, cosine };
enum class RealGradient { whole_batch, half_batches };

template<>
struct Choices<ObjectiveKind> {
    static constexpr const char* names[] = {"dc"};
};
template<>
struct Choices<NetworkKind> {
    static constexpr const char* names[] = {"convnet"};
};
template<>
struct Choices<Norm> {
    static constexpr const char* names[] = {"instance", "group", "layer", "none"};
};
template<>
struct Choices<Distance> {
    static constexpr const char* names[] = {"layerwise", "mse", "cosine"};
};
template<>
struct Choices<RealGradient> {
    static constexpr const char* names[] = {"whole_batch", "half_batches"};
};

struct ObjectiveSettings {
    ObjectiveKind kind = ObjectiveKind::gradient_matching;
    std::int64_t real_batch = 256;
    NetworkKind network = NetworkKind::convnet;
    std::int64_t width = 128;
    std::int64_t depth = 0;
    Norm norm = Norm::instance;
    Distance distance = Distance::layerwise;
    RealGradient real_gradient = RealGradient::whole_batch;
    std::vector<std::string> augmentation = {"color", "crop", "cutout", "flip", "scale", "rotate"};
};

void describe(Section& section, ObjectiveSettings& objective);

} // namespace ld3m::settings
