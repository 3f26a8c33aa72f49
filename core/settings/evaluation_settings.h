// How a synthetic set is judged: networks trained on it, tested on real images.
#pragma once

#include "core/settings/objective_settings.h"

namespace ld3m::settings {

/// Noise draws of the images that an evaluation trains on.
enum class Decode { once, per_run };

template<>
struct Choices<Decode> {
    static constexpr const char* names[] = {"once", "per_run"};
};

struct EvaluationSettings {
    std::int64_t every = 0;
    std::vector<std::string> networks = {"convnet"};
    std::int64_t runs = 3;
    std::int64_t epochs = 1000;
    std::int64_t batch = 256;
    double rate = 0.001;
    std::int64_t width = 128;
    std::int64_t test_images = 0;
    bool baseline = true;
    Decode decode = Decode::once;
    std::vector<std::string> augmentation = {"color", "crop", "cutout", "flip", "scale", "rotate"};
};

void describe(Section& section, EvaluationSettings& evaluation);

} // namespace ld3m::settings
