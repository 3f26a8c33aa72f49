// What makes synthetic images good: the matching objective and its network.
#pragma once

#include "core/settings/field.h"
#include "core/settings/network_settings.h"

namespace ld3m::settings {

enum class ObjectiveKind { gradient_matching, distribution_matching, trajectory_matching };
enum class Distance { layerwise, mse, cosine };
enum class RealGradient { whole_batch, half_batches };
/// Which derivative of the trajectory distance reaches the images (method section 3).
enum class TrajectoryGradient { exact, first_order, released };

template<>
struct Choices<ObjectiveKind> {
    static constexpr const char* names[] = {"dc", "dm", "mtt"};
};
template<>
struct Choices<Distance> {
    static constexpr const char* names[] = {"layerwise", "mse", "cosine"};
};
template<>
struct Choices<RealGradient> {
    static constexpr const char* names[] = {"whole_batch", "half_batches"};
};
template<>
struct Choices<TrajectoryGradient> {
    static constexpr const char* names[] = {"exact", "first_order", "released"};
};

struct ObjectiveSettings {
    ObjectiveKind kind = ObjectiveKind::gradient_matching;
    std::int64_t real_batch = 256;
    NetworkKind network = NetworkKind::convnet;
    std::int64_t width = 128;
    std::int64_t depth = 0;
    Norm norm = Norm::instance;
    Pooling pooling = Pooling::average;
    Activation activation = Activation::relu;
    Distance distance = Distance::layerwise;
    RealGradient real_gradient = RealGradient::whole_batch;
    std::int64_t outer_loops = 1;
    std::int64_t inner_loops = 1;
    double network_rate = 0.01;
    std::int64_t network_batch = 256;
    std::string experts;
    std::int64_t max_experts = 0;
    std::int64_t student_steps = 20;
    std::int64_t expert_epochs = 3;
    std::int64_t max_start_epoch = 5;
    std::int64_t student_batch = 0;
    double student_rate = 0.01;
    double student_rate_rate = 1e-6;
    TrajectoryGradient trajectory_gradient = TrajectoryGradient::exact;
    std::vector<std::string> augmentation = {"color", "crop", "cutout", "flip", "scale", "rotate"};
};

void describe(Section& section, ObjectiveSettings& objective);

} // namespace ld3m::settings
